"""Label → value: what a notice says behind 项目编号：, 采购人：, 预算金额（万元） and their synonyms.

Comes in: a page's text and the ranges of one notice. Goes out: a `Form`: every labelled value with its role, the ranges
of label and value, the unit that the label holds, the section it stands in. A value ends at the next known label, at the
next section numeral or at a sentence mark; it may stand on the next line, in the next cell or below a table's header.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from zhiyue.model import Table
from zhiyue.notices.confusions import fold_confusions
from zhiyue.notices.sections import Section, find_sections
from zhiyue.notices.tables import Row, find_rows, find_spaced_rows, find_stacked_rows, with_merged_cells
from zhiyue.spans import Span

Role = Literal[
    "project", "project_number", "buyer", "agency", "winner", "amount", "budget", "ceiling", "deadline", "opening",
    "method", "scope", "purpose", "item", "quantity", "awarded", "name", "lot", "brand", "model", "unit_price",
    "line_total", "brand_model", "unit", "origin", "maker", "candidate", "rank", "offer", "score", "publicity", "original_date", "matter", "corrected", "change",
    "change_item", "before", "after", "reason", "contract_number", "contract", "signed", "term", "need", "expected",
    "proposed", "grounds", "opinion", "feedback", "accepted", "acceptance", "standard", "standard_title", "replaces",
    "effective", "issued", "issuer", "product", "producer", "failed_item", "trademark", "recall_number", "recalled",
    "defect", "remedy", "recall_start", "produced", "border",
]  # fmt: skip

_WORDS: Mapping[Role, str] = {
    "project": "项目名称|采购项目名称|原公告的采购项目名称|原公告项目名称|原项目名称|招标项目名称|采购项目|标项名称|工程名称|项目的名称|招标名称|采购名称",
    "project_number": "项目编号|采购项目编号|招标项目编号|招标编号|采购编号|项目号|标号|标书编号|文件编号|招标文件编号|采购文件编号|交易编号|项目代码|采购单编号"
    "|询价编号|询价单编号|磋商编号|谈判编号|竞价编号|备案编号|原公告的采购项目编号|原公告项目编号|原采购项目编号|原项目编号|项目编码|采购项目号",
    "buyer": "采购人|采购人全称|采购单位全称|采购单位|采购人名称|采购单位名称|采购方|招标人|招标人名称|招标单位|招标单位名称|招标方|业主|业主单位|建设单位|需求单位|使用单位|预算单位名称|预算单位|甲方|申请单位"
    "|项目单位|购买方|采购机构|最终用户|用户单位|买方|询价单位|比选人|遴选人|采购主体",
    "agency": "采购代理机构|采购代理机构全称|代理机构全称|招标代理机构全称|采购代理机构名称|招标代理机构|招标代理机构名称|代理机构|代理机构名称|招标代理|招标公司|招标机构|集中采购机构|采购代理|代理单位|招标代理单位|采购组织机构|组织机构",
    "winner": "供应商名称|供应商全称|中标供应商全称|成交供应商全称|联合体牵头人|联合体牵头方|联合体牵头单位|联合体成员|联合体成员单位|中标供应商|成交供应商|中标供应商名称|成交供应商名称|中标（成交）供应商|中标(成交)供应商|中标人|中标人名称|中标单位|中标单位名称|中标公司名称|中标公司|中标商|中标方|中选人|中选供应商"
    "|中选单位|成交人|成交单位|成交商|乙方|供应商|中标（成交）供应商名称|中标（成交）人|中标机构|入围供应商|入围单位|卖方|供货单位",
    "amount": "中标（成交）金额|合同总金额|合同总价|合同价|合同价款|合同总价款|签约合同价|下浮率|中标下浮率|成交下浮率|折扣率|中标折扣率|成交折扣率|费率|中标费率|成交费率|优惠率|中标优惠率|中标(成交)金额|中标、成交金额|中标/成交金额|中标成交金额|中标金额|成交金额|总中标金额|总成交金额|总中标成交金额|中标总金额|成交总金额|中标价|中标价格|成交价|成交价格"
    "|中标总价|成交总价|合同金额|最终报价|中选金额|中选价|中标报价|成交报价|中标（成交）价|中标标的总额",
    "budget": "预算金额|采购预算|采购预算金额|项目预算|项目预算金额|预算总金额|预算总额|总预算|总预算金额|预算价|预算|资金预算|项目概算|总投资|项目总投资|采购项目预算|预算控制金额|预算资金|采购金额|招标预算|采购项目预算金额|采购项目预算总额"
    "|资金来源为国有资金|政府采购预算",
    "ceiling": "最高限价|招标控制价|拦标价|控制价|最高投标限价|最高限价金额|采购限价|投标限价|采购控制价|最高报价|上限价|限价|总价最高限价|预算控制价",
    "deadline": "投标截止时间|投标截止日期|提交投标文件截止时间|递交投标文件截止时间|投标文件递交截止时间|投标文件递交的截止时间|投标文件提交截止时间|投标文件截止时间|递交截止时间|递交截止|截标时间"
    "|响应文件提交截止时间|响应文件递交截止时间|提交响应文件截止时间|递交响应文件截止时间|首次响应文件提交截止时间|响应截止时间|报价截止时间|报价截止日期|报价文件递交截止时间|竞价截止时间|投标文件递交时间"
    "|递交投标文件时间|响应文件递交时间|文件递交截止时间|投标（报价）截止时间|申请文件递交截止时间|截止投标时间|投标截止|截止时间|投标截止（开标）时间|投标截止及开标时间|投标（响应）截止时间",
    "method": "采购方式|招标方式|采购方法|采购形式|采购类型",
    "scope": "采购需求|拟采购的货物或服务的说明|拟采购的货物或者服务的说明|拟采购的货物或服务说明|拟采购货物或服务的说明|采购内容|招标内容|招标范围|采购范围|采购货物|采购标的|标的内容|项目内容|主要内容|采购清单|货物清单|采购品目|采购内容及数量|采购内容和数量|采购项目内容|主要采购内容|采购设备|设备清单|询价内容"
    "|简要规格描述|简要技术要求|采购货物名称及数量|产品内容|招标产品列表|建设内容|项目主要内容|采购项目的名称|采购产品",
    "purpose": "用途|采购用途|设备用途|主要用途|项目用途",
    "item": "标的名称|拟采购产品名称|采购产品名称|拟采购进口产品名称|进口产品名称|拟进口产品名称|申请进口产品名称|货物名称|设备名称|产品名称|仪器名称|品名|商品名称|物资名称|采购标的名称|仪器设备名称|采购设备名称|主要标的名称|标的物名称|器械名称|分包名称|包名称|标段名称|标包名称|分项名称",
    "quantity": "数量|主要标的数量|货物数量|采购数量|中标数量|数量（台/套）|数量及单位|设备数量",
    "awarded": "定标日期|定标时间|中标日期|中标时间|成交日期|成交时间|确定中标日期|评标日期|评审日期|评审时间|开标定标日期|中标结果确定日期|中标（成交）日期|成交结果确定日期",
    "name": "名称|单位名称",
    "lot": "包号|标项|包件号|标包号|标段号|包组号|分包号|标段|包组|合同包|采购包",
    "acceptance": "验收结果|验收结论|验收意见|履约验收结果|履约验收结论|履约验收意见|验收组意见|验收结论性意见|验收小组意见",
    "accepted": "验收日期|验收时间|履约验收时间|履约验收日期|验收完成日期|验收完成时间|项目验收时间|项目验收日期",
    "feedback": "意见反馈截止时间|反馈截止时间|意见反馈时间|反馈时间|征集截止时间|征询截止时间|意见征询截止时间|报名截止时间|调研截止时间|递交资料截止时间|资料递交截止时间|材料递交截止时间|意见提交截止时间|征求意见截止时间",
    "opinion": "专家论证意见|专家组论证意见|论证意见|专家意见|专业人员论证意见|专业人员具体论证意见|专家论证结论|论证结论|专家组意见",
    "grounds": "采用单一来源采购方式的原因及说明|采用单一来源采购方式的原因及相关说明|采用单一来源方式的原因及说明|采用单一来源方式的原因及相关说明|单一来源采购原因及相关说明|单一来源采购理由|单一来源采购原因|采用单一来源采购方式的理由|申请单一来源采购理由|申请理由|申请原因|采购进口产品理由"
    "|采购进口产品的理由|申请采购进口产品理由|进口理由|采购理由|采购进口产品原因|采用单一来源采购方式的原因",
    "proposed": "拟定供应商|拟定供应商名称|拟定的唯一供应商|拟定的唯一供应商名称|拟定唯一供应商|拟定唯一供应商名称|唯一供应商|唯一供应商名称|单一来源供应商|单一来源供应商名称|拟采购供应商|拟采购供应商名称|拟选供应商|拟邀请供应商",
    "expected": "预计采购时间|预计采购月份|预计采购日期|拟采购时间|预计采购年月|预计招标时间|预计实施时间|采购时间|计划采购时间|预计开始采购时间",
    "need": "采购需求概况|采购需求概述|需求概况|采购内容概况|采购需求简介",
    "term": "合同履行期限|合同履约期限|履约期限|履行期限|合同期限|合同有效期|合同工期|履约时间",
    "signed": "合同签订日期|合同签订时间|签订日期|签订时间|签约日期|签约时间|合同签署日期|签署日期|合同签订日|合同签约日期",
    "contract": "合同名称|采购合同名称|政府采购合同名称",
    "contract_number": "合同编号|合同号|采购合同编号|政府采购合同编号|合同备案编号|合同统一编号",
    "reason": "项目终止的原因|项目终止原因|终止的原因|终止原因|终止理由|废标理由|废标原因|废标的原因|项目废标的原因|项目废标原因|流标原因|流标理由|项目流标的原因|项目流标原因|废标（流标）原因|废标/流标原因|失败原因|采购失败原因|招标失败原因|中止原因|项目中止的原因|中止理由|暂停原因|撤销原因"
    "|取消原因|终止（废标）原因|废标（终止）原因|废标、流标原因|终止采购的原因|流（废）标原因",
    "after": "更正后|更正后内容|更正后的内容|变更后|变更后内容|修改后|修改后内容|现内容|现更正内容|更正后条款|澄清后|调整后|现公示内容|修改后的内容",
    "before": "更正前|更正前内容|更正前的内容|变更前|变更前内容|修改前|修改前内容|原内容|原文内容|原公告内容|原文件内容|原招标文件内容|原采购文件内容|原条款|澄清前|调整前|原公示内容",
    "change_item": "更正项|变更项|修改项|更正项目|变更项目|更正的项目|更正条款|更正位置|更正处|更正内容项",
    "change": "更正内容|变更内容|澄清内容|修改内容|更正的内容|变更的内容|更正或变更内容|更正（变更）内容|补充内容|澄清或修改内容|具体更正内容|更正内容如下|变更内容如下",
    "corrected": "更正日期|变更日期|更正时间|更正公告日期|变更时间|更正公告发布日期|澄清日期",
    "matter": "更正事项|变更事项|更正（变更）事项|更正类型|变更类型|更正公告类型",
    "original_date": "首次公告日期|采购公告发布日期|采购公告日期|招标公告日期|首次公告时间|首次公告发布日期|首次公告发布时间|首次发布日期|首次发布时间|原公告日期|原公告时间|原公告发布日期|原公告发布时间|原公告的发布日期|原公告的发布时间|原公示日期",
    "publicity": "公示期|公示时间|公示期限|公示日期|公示起止时间|公示起止日期|结果公示期|公示期间|中标候选人公示期|征求意见期限|征求意见时间",
    "score": "评审总得分|评审得分|综合得分|得分|总得分|最终得分|综合评分|评审总分|总分|最终评分|综合评标得分|评标得分|综合评审得分|评标总得分|评标分值|综合总得分",
    "offer": "投标报价|投标总价|评审报价|报价|投标价|投标价格|投标金额|响应报价|磋商报价|谈判报价|最后报价|评标价|评标价格|投标总报价|报价金额|投标报价金额|拟中标金额|拟成交金额|预中标金额|预成交金额|拟中标价|预中标价|经评审的投标价",
    "rank": "排名|名次|排序|推荐排名|推荐排序|评审排名|中标候选人排序|中标候选人排名|候选人排序|候选人排名|推荐次序|推荐顺序|综合排名|中标候选顺序|评审名次|最终排名|推荐名次",
    "candidate": "第一中标候选人|第二中标候选人|第三中标候选人|第一候选人|第二候选人|第三候选人|第一名|第二名|第三名|第1名|第2名|第3名|第一成交候选人|第二成交候选人|第三成交候选人|第一中选候选人|第二中选候选人|第三中选候选人|第一中标候选供应商|第二中标候选供应商|第三中标候选供应商"
    "|第一成交候选供应商|第二成交候选供应商|第三成交候选供应商|中标候选人|中标候选人名称|中标候选单位|中标候选供应商|候选人名称|候选人|候选供应商|候选供应商名称|成交候选人|成交候选人名称|成交候选供应商|中选候选人|中选候选人名称|推荐中标候选人|推荐的中标候选人|推荐成交候选人|预中标人"
    "|预中标供应商|预中标单位|预成交供应商|预成交人|拟中标人|拟中标人名称|拟中标供应商|拟中标单位|拟成交人|拟成交供应商|拟成交供应商名称|拟成交单位|拟中选人|投标人名称|投标人|投标商名称|投标商|投标单位|投标单位名称|投标供应商|响应供应商|入围候选人",
    "line_total": "总价|金额|分项报价|分项总价|总价（元）|合价|货物总价|设备总价|产品总价|总价款|价格合计|小计金额",
    "unit_price": "单价|单价（元）|货物单价|中标单价|成交单价|综合单价|主要标的单价|产品单价|设备单价|投标单价|合同单价|含税单价|单价报价|中标（成交）单价|商品单价|标的单价",
    "model": "规格型号|型号|规格|型号规格|货物型号|规格型号（技术参数）|规格型号或服务要求|规格型号（或服务要求）|货物规格型号|型号和规格|产品型号|设备型号|仪器型号|中标型号|规格/型号|规格、型号|规格及型号|型号/规格|型号、规格|规格或型号|产品规格型号|产品规格|商品型号",
    "brand": "品牌|货物品牌|品牌（产地）|厂牌|生产品牌|品牌名称|中标品牌|成交品牌|投标品牌|设备品牌|产品品牌|仪器品牌|品牌/厂家|厂家/品牌|品牌（厂家）|商品品牌|品牌或厂家|标的品牌",
    "brand_model": "品牌型号|品牌规格型号|品牌/型号|品牌及型号|品牌、型号|品牌和型号|品牌及规格型号|品牌、规格型号|品牌/规格型号|品牌/规格/型号|品牌、规格、型号|厂家型号|厂家及型号|产品品牌型号",
    "unit": "计量单位|数量单位|单位",
    "origin": "产地|原产地|产品产地|货物产地|原产国|国别|制造地|生产地|进口/国产|国产/进口|是否进口|是否进口产品|是否为进口产品|产品来源",
    "maker": "制造商|生产厂家|厂家|生产厂商|制造厂商|制造商名称|生产厂家名称|生产制造商|制造厂家|生产厂家全称|制造商全称|货物制造商|厂商",
    "opening": "开标时间|开启时间|开标日期|开启日期|谈判时间|磋商时间|评审会时间",
    "standard": "标准编号|标准号|国家标准编号|国家标准号|行业标准编号|行业标准号|地方标准编号|团体标准编号|标准代号|规程编号|规范编号|技术规范编号|编号",
    "standard_title": "标准名称|国家标准名称|行业标准名称|地方标准名称|团体标准名称|中文名称|标准中文名称|规程名称|规范名称|技术规范名称|计量技术规范名称",
    "replaces": "代替标准号|代替标准编号|代替标准|代替国标号|代替国家标准号|被代替标准|被代替标准号|代替|替代标准|被代替规范编号|代替规程编号|代替规范编号|原标准号|原标准编号",
    "effective": "实施日期|实施时间|施行日期|生效日期|实施时间（起）",
    "issued": "批准日期|发布日期|颁布日期|发文日期|成文日期|印发日期|公布日期",
    "issuer": "发布单位|发布部门|批准部门|发文机关|发布机关|颁布单位|发文单位|制定机关|制发机关",
    "product": "抽查产品|产品种类|召回产品|产品类别|召回产品名称|受检产品名称|样品名称|产品（型号）名称|涉及产品",
    "producer": "标称生产企业|标称生产企业名称|生产企业|生产企业名称|标称生产单位|受检单位|受检企业|被抽查企业|被抽样单位|企业名称|生产单位|召回企业|召回单位|召回主体|制造单位|生产者|生产者名称|生产商|进口商|召回实施单位|生产者（进口商）",
    "failed_item": "不合格项目|主要不合格项目|不符合项目|不合格指标|不合格检验项目|不符合标准的项目|不合格项",
    "trademark": "商标|标称商标|注册商标|产品商标",
    "recall_number": "召回编号|召回公告编号|召回备案编号",
    "recalled": "召回数量|涉及数量|涉及召回数量|召回总数|涉及产品数量|召回产品数量|中国大陆地区涉及数量",
    "defect": "缺陷描述|缺陷情况|缺陷情形|产品缺陷|缺陷|召回原因|缺陷原因|缺陷及可能后果|召回缘由",
    "remedy": "补救措施|维修措施|处理措施|召回措施|改正措施|消除缺陷的措施|处置措施|应急处置措施",
    "recall_start": "召回开始时间|召回时间|召回开始日期|召回实施时间|召回起始日期|召回日期|召回期限|召回起止时间",
    "produced": "生产日期范围|生产日期|涉及生产日期|生产起止日期|生产时间|生产日期/批号|涉及批次|生产批次",
    "border": "品目名称|品目号|采购计划编号|采购计划备案号|政府采购计划编号|采购执行编号|委托编号|公告编号|品目编号|备案号|统一社会信用代码|地址|联系地址|单位地址|供应商地址|中标供应商地址|成交供应商地址|采购人地址|代理机构地址|采购单位地址|中标人地址|联系方式|联系人|联系人及电话"
    "|项目联系人|项目联系方式|采购人联系方式|采购单位联系方式|代理机构联系方式|联系电话|电话|传真|邮箱|电子邮箱|邮编|网址|联系事项|开户行|账号|户名|招标文件售价|采购文件售价|磋商文件售价|文件售价|售价|标书费|投标保证金|磋商保证金|谈判保证金|保证金|履约保证金|代理服务费"
    "|代理服务收费标准及金额|中标服务费|招标服务费|代理费|收费标准|收费金额|注册资本|营业收入|设备原值|项目概况|合计|小计|技术参数|技术要求|服务要求|备注|序号|获取时间|获取招标文件|获取采购文件|获取地点|获取方式|报名时间"
    "|报名地点|获取招标文件时间|招标文件获取时间|文件获取时间|发售时间|开标地点|开启地点|地点|时间|公告期限|公告日期|公告时间|发布时间|信息时间|交货期|交货时间|交货地点|供货期|工期|服务期限|服务期|质保期|付款方式|评标方法|评审办法|评标办法"
    "|是否接受联合体|是否接受进口产品|采购进口产品|是否允许进口|是否专门面向中小企业|核心产品|资格要求|供应商资格要求|投标人资格要求|申请人的资格要求|评审专家|评审专家名单|评标委员会|评标委员会成员|评审委员会成员|谈判小组成员|磋商小组成员|其他|其它|其他补充事宜|其他事项|说明|注|附件"
    "|行政区域|所属行业|资金来源|监督部门|监督单位|监管部门|投诉电话|更正理由|更正原因|变更原因|合同公告日期|是否专门面向中小企业采购|是否采购节能产品|落实政府采购政策功能情况|所属地域|验收组成员|验收小组成员|验收人员|供应商信用代码|合同备案日期|中标供应商统一社会信用代码|资格能力条件"
    "|项目负责人|异议|提出异议的渠道和方式|其他公示内容|专业人员信息|论证专家|论证专家姓名|论证专业人员|论证专家名单|财政部门|法定代表人|修正后报价|价格扣除后报价|企业规模|企业类型|采购组织类型|采购组织形式|发包方式",
}  # fmt: skip
"""Every label, by what its value is. A `border` label's value is nobody's field; it only ends the value before it."""

_ROLE_OF: Mapping[str, Role] = {word: role for role, words in _WORDS.items() for word in words.split("|")}
_SQUEEZED = re.compile(r"[\s\u3000\xa0]+")


def _trie(words: Sequence[str]) -> str:
    """One pattern for many words that shares their beginnings; blanks may stand between characters (招 标 编 号)."""
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, object] = tree  # type: ignore[assignment]  # the tree is nested dicts of itself
        for char in word:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    return _branches(tree)


def _branches(node: Mapping[str, object]) -> str:
    parts = []
    for char, below in node.items():
        if char:
            rest = _branches(below)  # type: ignore[arg-type]
            parts.append(re.escape(char) + (rf"[ \u3000]{{0,4}}{rest}" if rest else ""))
    pattern = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})" if parts else ""
    return f"(?:{pattern})?" if pattern and "" in node else pattern


_FIGURES: tuple[Role, ...] = ("budget", "ceiling", "amount")
# 制造商为…, 单位是…: as often a sentence as a label
_NEVER_SPOKEN: tuple[Role, ...] = ("border", "name", "scope", "item", "lot", "unit", "origin", "maker", "brand_model")
# 品牌：甲；乙 型号：A；B: values that are lists
_LISTS: tuple[Role, ...] = ("winner", "scope", "item", "brand", "model", "quantity", "unit_price", "line_total")
_LABEL = _trie(tuple(_ROLE_OF))
_NOTE = r"(?P<note>[（(\[][^（()）\[\]\n：:]{0,40}[)）\]])?"
# 投标截止时间、开标时间和地点： : more labels in one
_MORE = r"(?:[、,，及和与/或][^\s0-9：:。；;|｜\n（(]{1,18}(?=[：:]|[ \t\u3000]{0,3}\n))?"
_PATTERN = re.compile(
    rf"(?P<label>{_LABEL}){_NOTE}{_MORE}[ \t\u3000]{{0,6}}"
    r"(?:(?P<colon>[：:])|(?P<cell>[|｜\t])|(?P<word>为|是|系)(?![\s否了])|(?P<line>(?=\n|$))|(?P<touch>(?=[约近超逾共达折自￥¥人0-9０-９*壹贰叁肆伍陆柒捌玖拾一二两三四五六七八九十])))?"
)
_UNIT = re.compile(r"(?:人民币)?(?:单位[:：])?(?:万元|亿元|千元|元|万美元|美元|欧元|日元|万|亿)")
_LINE_START = re.compile(
    r"(?:^|\n)[ \t\u3000\xa0•●◆■\-★▲*]*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)]?[、.．)）]?(?:[0-9]{1,2}[.、．]?)*)?[ \t\u3000]*$"
)
# 二、采购单位 in run-on text; 第一、二包 and 一、二、三 are no sections
_STOP = re.compile(r"[。\n|｜\t]|[；;]|[ \u3000]{3,}")
_BLANK = " \t\u3000\xa0"
# …采购合同 三、项目编号（或…）： : the numeral of the next section in run-on text
_NEXT_NUMERAL = re.compile(r"[ \t\u3000\xa0]+[一二三四五六七八九十]{1,3}$")
# …采购合同三、项目编号：
_GLUED_NUMERAL = re.compile(r"[ \t\u3000\xa0]*[一二三四五六七八九十]{1,3}$")
_NOTHING = re.compile(
    r"(?:详见|参见).{0,20}|(?:见|同|按|以).{0,20}(?:附件|公告|文件|正文|附表|通知|为准|下表|上)|[/\\—\-–无空]{1,3}|不适用|另行通知|待定|/|暂无|（略）|\(略\)|略"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One value behind its label; `unit` is where the label names one, `row` the row of a table that it stands in."""

    role: Role
    label: Span
    value: Span
    unit: Span | None = None
    section: str | None = None
    row: int | None = None
    is_spoken: bool = False
    """No colon stood between: 采购代理机构为…, 预算326.7万元."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a notice fills in, in reading order, and the sections it is divided into."""

    labelled: tuple[Labelled, ...]
    sections: tuple[Section, ...]

    def of(self, *roles: Role) -> Iterator[Labelled]:
        """Every labelled value of these roles, in reading order."""
        return (item for item in self.labelled if item.role in roles)


def read_form(text: str, zones: Sequence[Span], *, tables: Sequence[Table] = ()) -> Form:
    """Read every labelled value in `zones` (ranges of `text`, in any order). Linear in their length.

    `tables` are those of the markup: they know which cells are merged, which the text alone does not.
    """
    labelled: list[Labelled] = []
    sections: list[Section] = []
    for zone in _joined(text, zones):
        here = tuple(find_sections(text, zone))
        flattened = (*find_spaced_rows(text, zone, _is_known), *find_stacked_rows(text, zone, _is_known))
        marked = with_merged_cells(text, tuple(find_rows(text, zone)), tables)
        rows = tuple(sorted((*marked, *flattened), key=lambda row: row.span))
        labelled.extend(_in_tables(text, rows, here))
        labelled.extend(_in_lines(text, zone, rows, here))
        sections.extend(here)
    labelled.sort(key=lambda item: (item.value.start, item.label.start))
    return Form(tuple(labelled), tuple(sections))


def is_nothing(words: str) -> bool:
    """Whether a value only points elsewhere (详见附件, /, 无) and so is none.

    >>> is_nothing("详见采购文件"), is_nothing("浙江大学")
    (True, False)
    """
    return not words.strip() or _NOTHING.fullmatch(words.strip()) is not None


def role_of(words: str) -> Role | None:
    """The role of a label printed by itself, as in a table's header; None where it is none.

    >>> role_of("中标金额（万元）"), role_of("名 称"), role_of("中标供应商名称")
    ('amount', 'name', 'winner')
    """
    squeezed = _SQUEEZED.sub("", fold_confusions(words)).rstrip("：:")
    if squeezed in _ROLE_OF:
        return _ROLE_OF[squeezed]
    match = _PATTERN.match(squeezed)
    if match is None:
        return None
    rest = squeezed[match.end() :]
    return _ROLE_OF[_SQUEEZED.sub("", match["label"])] if not rest else None


def _is_known(words: str) -> bool:
    return role_of(words) is not None


def _joined(text: str, zones: Sequence[Span]) -> Iterator[Span]:
    """Zones with only blanks between them are one: a label's value may stand in the next."""
    current: Span | None = None
    for zone in sorted(zones):
        if current is not None and not text[current.end : zone.start].strip(" \t\u3000\xa0\n\r•●◆■★▲*-"):
            current = Span(current.start, max(current.end, zone.end))
            continue
        if current is not None:
            yield current
        current = zone
    if current is not None:
        yield current


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Label:
    role: Role
    span: Span
    unit: Span | None
    behind: int
    is_spoken: bool


def _in_lines(text: str, zone: Span, rows: Sequence[Row], sections: Sequence[Section]) -> Iterator[Labelled]:
    # Labels are found on a copy in which what a scanner misread is put right; values are read from the text.
    labels = [
        label for label in _labels(fold_confusions(text), zone) if not any(row.span.holds(label.span) for row in rows)
    ]
    borders = sorted([*(s.heading.start for s in sections), *(row.span.start for row in rows)])
    for place, label in enumerate(labels):
        limit = labels[place + 1].span.start if place + 1 < len(labels) else zone.end
        later = bisect_right(borders, label.span.end)
        if later < len(borders):
            limit = min(limit, borders[later])
        value = _value(text, label, limit)
        if value is not None:
            section = _section_at(sections, label.span.start)
            yield Labelled(label.role, label.span, value, label.unit, section, is_spoken=label.is_spoken)


def _labels(text: str, zone: Span) -> Iterator[_Label]:
    for match in _PATTERN.finditer(text, zone.start, zone.end):
        role = _ROLE_OF[_SQUEEZED.sub("", match["label"])]
        if not _is_label(text, match, role, zone):
            continue
        unit = None
        if match["note"] and (found := _UNIT.search(match["note"])):
            at = match.start("note")
            unit = Span(at + found.start(), at + found.end())
        yield _Label(
            role, Span(*match.span("label")), unit, match.end(), match["colon"] is None and match["line"] is None
        )


def _is_label(text: str, match: re.Match[str], role: Role, zone: Span) -> bool:
    """Whether the words are printed as a label: with a colon, alone on a line, or right before a figure."""
    if match["colon"] is not None:
        return True
    if match["line"] is not None:
        before = text[max(zone.start - 1, match.start() - 24, 0) : match.start()]
        return _LINE_START.search(before) is not None or match.start() == zone.start
    if match["word"] is not None:
        return role not in _NEVER_SPOKEN
    return match["touch"] is not None and role in (
        *_FIGURES,
        "project_number",
        "quantity",
        "offer",
        "score",
        "publicity",
    )


def _value(text: str, label: _Label, limit: int) -> Span | None:
    """The words behind a label, up to `limit` or a sentence mark; on the next line where this one ends."""
    start = label.behind
    while start < limit and text[start] in _BLANK:
        start += 1
    if start < limit and text[start] in "\r\n" and not label.is_spoken:
        while start < limit and (text[start] in _BLANK or text[start] in "\r\n"):
            start += 1
    end = limit
    for stop in _STOP.finditer(text, start, limit):
        if stop.group() not in ("；", ";") or label.role not in _LISTS:
            end = stop.start()
            break
    words = text[start:end]
    end -= len(words) - len(words.rstrip(" \t\u3000\xa0\r\n，,、；;（("))
    numerals = _GLUED_NUMERAL if text[end:limit].strip(_BLANK) == "、" else _NEXT_NUMERAL
    if (numeral := numerals.search(text[start:end])) is not None:
        end = start + numeral.start()
    return Span(start, end) if start < end else None


def _section_at(sections: Sequence[Section], at: int) -> str | None:
    place = bisect_right([section.heading.start for section in sections], at) - 1
    return sections[place].role if place >= 0 else None


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_tables(text: str, rows: Sequence[Row], sections: Sequence[Section]) -> Iterator[Labelled]:
    header: _Header = ()
    above: tuple[Span, ...] = ()
    for number, row in enumerate(rows):
        roles = tuple((role_of(cell.of(text)), cell) for cell in row.cells)
        section = _section_at(sections, row.span.start)
        if _is_header(roles):
            header, above = tuple((_column_role(text, role, cell), cell) for role, cell in roles), ()
        elif header and _fits(header, roles) and rows[number - 1].span.end + 3 >= row.span.start:
            above = _aligned(text, header, row.cells, above)
            yield from _cells(text, header, Row(row.span, above), number, section)
        else:
            header = ()
            yield from _pairs(text, roles, number, section)


_Header = tuple[tuple[Role | None, Span], ...]
# What such a column holds in every row
_FIGURE = re.compile(r"[￥¥]?\s?[0-9０-９][0-9０-９,，.．]*(?![0-9A-Za-z\-])")
_FIGURED: frozenset[Role] = frozenset({"quantity", "unit_price", "line_total", "amount", "budget", "ceiling"})


def _column_role(text: str, role: Role | None, cell: Span) -> Role | None:
    """小计 at the head of a column is the total of each line; at the head of a row it is nobody's."""
    return "line_total" if role == "border" and cell.of(text).startswith(("小计", "合计")) else role


def _aligned(text: str, header: _Header, cells: tuple[Span, ...], above: tuple[Span, ...]) -> tuple[Span, ...]:
    """The cells below their columns.

    A row that is short goes on with the first cells of the row above (a merged cell) where so more of its figures stand
    in columns of figures.
    """
    missing = len(header) - len(cells)
    if missing <= 0 or len(above) != len(header):
        return cells
    shifted = (*above[:missing], *cells)
    return max((cells, shifted), key=lambda choice: _figures(text, header, choice))


def _figures(text: str, header: _Header, cells: tuple[Span, ...]) -> int:
    columns = zip(header, cells, strict=False)
    return sum(role in _FIGURED and _FIGURE.match(cell.of(text)) is not None for (role, _), cell in columns)


def _is_header(roles: _Header) -> bool:
    known = sum(role is not None for role, _ in roles)
    return len(roles) >= 2 and known >= 2 and known * 2 > len(roles)


def _fits(header: Sequence[object], cells: Sequence[object]) -> bool:
    """As many cells as the header has; the last two of a row may be empty, and then only their bars are left."""
    return len(cells) == len(header) or (len(cells) >= _FEWEST and 0 < len(header) - len(cells) <= 2)


_FEWEST = 4


def _cells(text: str, header: _Header, row: Row, number: int, section: str | None) -> Iterator[Labelled]:
    for (role, label), cell in zip(header, row.cells, strict=False):
        if role is not None and cell.start < cell.end:
            yield Labelled(role, label, cell, unit_in(text, label), section, number)


def _pairs(
    text: str, roles: tuple[tuple[Role | None, Span], ...], number: int, section: str | None
) -> Iterator[Labelled]:
    """A row of label | value | label | value."""
    place = 0
    while place + 1 < len(roles):
        role, label = roles[place]
        following, value = roles[place + 1]
        if role is not None and following is None and value.start < value.end:
            yield Labelled(role, label, value, unit_in(text, label), section, number)
            place += 1
        place += 1


def unit_in(text: str, label: Span) -> Span | None:
    """Return where a label names a unit in brackets: 中标金额（万元）."""
    note = re.search(r"[（(\[]", label.of(text))
    found = _UNIT.search(text, label.start + note.start(), label.end) if note else None
    return Span(*found.span()) if found else None
