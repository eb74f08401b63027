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
    "edition.confirm": "确认届次",
    "edition.unconfirm": "撤销届次确认",
    "month.activity.area": "活动归入重点领域",
    "month.activity.change": "修改活动",
    "month.area.forget": "撤销归类",
    "month.closing.issue": "发布总结",
    "month.delegate": "委托填报",
    "month.distinct": "判为不同活动",
    "month.document.add": "起草文件",
    "month.document.issue": "印发文件",
    "month.draft.set": "填写草稿",
    "month.draft.skip": "跳过草稿项",
    "month.edition.add": "新建届次",
    "month.edition.areas": "设置重点领域",
    "month.edition.change": "修改届次",
    "month.edition.due": "设置截止日期",
    "month.edition.export": "导出届次",
    "month.edition.state": "改变届次状态",
    "month.edition.theme": "设置主题",
    "month.enrolment.close": "关闭报名",
    "month.enrolment.open": "开放报名",
    "month.intake.add": "收到报送",
    "month.intake.confirm": "确认报送",
    "month.intake.discard": "弃用报送",
    "month.intake.map": "对应栏目",
    "month.intake.unit": "认定报送单位",
    "month.invite": "邀请单位",
    "month.invite.end": "结束邀请",
    "month.join": "加入届次",
    "month.leave": "退出届次",
    "month.merge": "合并活动",
    "month.pledge.sign": "签署承诺",
    "month.pledge.text": "修改承诺书",
    "month.pledge.withdraw": "撤回承诺",
    "month.problem.add": "登记问题",
    "month.problem.check": "核验整改",
    "month.problem.fix": "填报整改",
    "month.proof.add": "上传佐证",
    "month.proof.attach": "关联佐证",
    "month.proof.withdraw": "撤回佐证",
    "month.remind": "催报",
    "month.return.back": "退回报表",
    "month.return.submit": "提交报表",
    "month.return.verify": "审核报表",
    "month.signup": "活动报名",
    "month.signup.leave": "取消报名",
    "month.suggestion.answer": "答复建议",
    "month.suggestion.receive": "收到建议",
    "month.unit.add": "新建单位",
    "month.unit.hang": "单位挂接",
    "month.unit.trust": "单位授信",
    "month.unit.unhang": "解除挂接",
    "month.unmerge": "撤销合并",
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
"""Code → what was done. In the order of the alphabet."""


def words_of(action: str) -> str:
    """What was done, in words.

    >>> words_of("signin.failed"), words_of("unknown.to.us")
    ('登录失败', 'unknown.to.us')
    """
    return ACTIONS.get(action, action)
