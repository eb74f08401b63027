"""What the audit tells of, in words: the audit administrator reads sentences and not codes.

Comes in: the code of an action. Goes out: its Chinese name. A code without a name stands for itself.
"""

from __future__ import annotations

from collections.abc import Mapping

ACTIONS: Mapping[str, str] = {
    "account.add": "新建账户",
    "account.grant": "授予角色",
    "account.lock": "账户锁定",
    "account.off": "停用账户",
    "account.on": "启用账户",
    "account.password": "重设密码",
    "account.revoke": "收回角色",
    "account.unlock": "解除锁定",
    "audit.export": "导出审计",
    "page.add": "添加页面",
    "page.correct": "更正字段",
    "page.correct.undo": "撤销更正",
    "page.finding": "放行或扣留核对结论",
    "page.note": "发布更正说明",
    "page.openness": "改变公开方式",
    "page.release": "发布",
    "page.reopen": "恢复编辑",
    "page.return": "退回",
    "page.review": "通过审核",
    "page.schedule": "定时发布",
    "page.withdraw": "撤回",
    "record.confirm": "确认档案",
    "record.judge": "判断是否同一",
    "record.judge.undo": "撤销判断",
    "signin": "登录",
    "signin.failed": "登录失败",
    "signin.refused": "拒绝登录",
    "signout": "退出",
    "signout.idle": "超时退出",
    "site.configure": "设置网站",
    "takedown.decide": "处理权利人要求",
    "takedown.purge": "彻底删除",
    "takedown.receive": "收到权利人要求",
    "token.add": "新建令牌",
    "token.revoke": "吊销令牌",
}
"""Code → what was done. Other rooms add theirs here, at the place of the alphabet."""


def words_of(action: str) -> str:
    """What was done, in words.

    >>> words_of("signin.failed"), words_of("unknown.to.us")
    ('登录失败', 'unknown.to.us')
    """
    return ACTIONS.get(action, action)
