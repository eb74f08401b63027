"""Who buys, who runs the procedure, who sells, and what: the invented cast of the sample month.

Comes in: nothing. Goes out: frozen tables. Divisions, instruments and brands are real (so that maps and shares have
something to show); organisations, persons, addresses, telephone numbers, models' prices are invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """A province with the city in which its buyers sit: names, the slug of its notice site, the area code."""

    province: str
    city: str
    slug: str
    area: str

    @property
    def short(self) -> str:
        """湖北, 内蒙古."""
        return self.province[:3] if self.province.startswith(("黑龙江", "内蒙古")) else self.province[:2]


@dataclass(frozen=True, slots=True)
class Buyer:
    """An organisation that buys, and the instruments it is likely to buy (keys of `GOODS`)."""

    name: str
    region: Region
    wants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """What a dealer offers: brand and model as printed, price of one in yuan, whether made abroad."""

    brand: str
    model: str
    price: int
    foreign: bool


@dataclass(frozen=True, slots=True)
class Good:
    """An instrument: its name, its unit, what it is for, and the products that compete."""

    name: str
    unit: str
    use: str
    products: tuple[Product, ...]


def _region(line: str) -> Region:
    return Region(*line.split())


REGIONS = {
    region.slug: region
    for region in map(
        _region,
        (
            "北京市 北京 beijing 010",
            "天津市 天津 tianjin 022",
            "河北省 石家庄 hebei 0311",
            "山西省 太原 shanxi 0351",
            "内蒙古自治区 呼和浩特 neimenggu 0471",
            "辽宁省 沈阳 liaoning 024",
            "吉林省 长春 jilin 0431",
            "黑龙江省 哈尔滨 heilongjiang 0451",
            "上海市 上海 shanghai 021",
            "江苏省 南京 jiangsu 025",
            "浙江省 杭州 zhejiang 0571",
            "安徽省 合肥 anhui 0551",
            "福建省 福州 fujian 0591",
            "江西省 南昌 jiangxi 0791",
            "山东省 济南 shandong 0531",
            "河南省 郑州 henan 0371",
            "湖北省 武汉 hubei 027",
            "湖南省 长沙 hunan 0731",
            "广东省 广州 guangdong 020",
            "广西壮族自治区 南宁 guangxi 0771",
            "海南省 海口 hainan 0898",
            "重庆市 重庆 chongqing 023",
            "四川省 成都 sichuan 028",
            "贵州省 贵阳 guizhou 0851",
            "云南省 昆明 yunnan 0871",
            "西藏自治区 拉萨 xizang 0891",
            "陕西省 西安 shaanxi 029",
            "甘肃省 兰州 gansu 0931",
            "青海省 西宁 qinghai 0971",
            "宁夏回族自治区 银川 ningxia 0951",
            "新疆维吾尔自治区 乌鲁木齐 xinjiang 0991",
        ),
    )
}

_GOODS = """
ic 离子色谱仪 台 水中阴阳离子检测 盛瀚 CIC-D180 268000 0|赛默飞 Aquion 412000 1|瑞士万通 930 438000 1|皖仪 IC6610 246000 0
icp-ms 电感耦合等离子体质谱仪 台 食品和水中重金属检测 安捷伦 7850 1480000 1|珀金埃尔默 NexION1100 1390000 1|谱育科技 SUPEC7000 1120000 0
lcms 三重四极杆液质联用仪 套 农兽药残留检测 SCIEX 5500+ 2860000 1|沃特世 TQ-Absolute 3050000 1|岛津 LCMS-8060 2720000 1
gcms 气相色谱质谱联用仪 台 挥发性有机物检测 安捷伦 8890-5977C 860000 1|岛津 GCMS-QP2020 798000 1|天美 GCMS-D10 560000 0
gc 气相色谱仪 台 残留溶剂检测 安捷伦 8890 402000 1|福立 GC9720Plus 176000 0|磐诺 A91Plus 188000 0
hplc 高效液相色谱仪 台 食品添加剂检测 安捷伦 1260 396000 1|沃特世 e2695 415000 1|依利特 EClassical3200 188000 0
afs 原子荧光光谱仪 台 砷汞硒检测 海光仪器 AFS-9760 168000 0|北分瑞利 AF-640A 152000 0|普析通用 PF7 149000 0
aas 原子吸收光谱仪 台 金属元素测定 普析通用 TAS-990 226000 0|岛津 AA-7800 358000 1|珀金埃尔默 PinAAcle900 392000 1
sem 扫描电子显微镜 套 材料微观形貌表征 蔡司 Sigma360 3180000 1|国仪量子 SEM4000 2360000 0|日立 SU3800 2580000 1
tem 透射电子显微镜 套 生物样品超微结构观察 日本电子 JEM-1400 4680000 1|日立 HT7800 4520000 1
confocal 激光共聚焦显微镜 套 细胞荧光成像 徕卡 STELLARIS5 2960000 1|蔡司 LSM900 2840000 1|尼康 AX 2790000 1
qpcr 实时荧光定量PCR仪 台 核酸检测 赛默飞 QuantStudio5 326000 1|宏石 SLAN-96S 148000 0|天隆 Gentier96E 152000 0
flow 流式细胞仪 台 细胞免疫分型 贝克曼库尔特 CytoFLEX 1180000 1|碧迪 FACSCelesta 1460000 1|迈瑞 BriCyte-E6 760000 0
us 彩色多普勒超声诊断仪 台 心脏和腹部检查 迈瑞 Resona-I9 1180000 0|飞利浦 EPIQ-Elite 1960000 1
ct X射线计算机断层扫描系统 套 全身影像检查 联影 uCT-780 9860000 0|西门子 SOMATOM-go 10800000 1
biochem 全自动生化分析仪 台 临床生化检验 迈瑞 BS-2800M 980000 0|贝克曼库尔特 AU5800 1680000 1|迪瑞 CS-1300B 560000 0
centrifuge 高速冷冻离心机 台 样品离心分离 湘仪 H2050R 46800 0|艾本德 5910Ri 118000 1|贝克曼库尔特 Avanti-J26 398000 1
balance 电子天平 台 精密称量 赛多利斯 BCE224 21800 1|梅特勒托利多 XPR205 86500 1|舜宇恒平 FA2004 6980 0
bsc 生物安全柜 台 微生物实验操作 海尔生物 HR40-IIA2 38600 0|苏净安泰 BSC-1304 36900 0|赛默飞 1300A2 92000 1
freezer 超低温冰箱 台 生物样本保存 海尔生物 DW-86L 49800 0|中科美菱 DW-HL668 47600 0
autoclave 高压灭菌器 台 器皿和培养基灭菌 雅马拓 SQ510C 56800 1|新芝 SCI-50 23600 0
kjeldahl 全自动凯氏定氮仪 台 蛋白质含量测定 福斯 Kjeltec8400 428000 1|海能 K1160 138000 0
mwd 微波消解仪 台 样品前处理 新仪 TANK-PRO 178000 0|培安 MARS6 386000 1|屹尧 WX-8000 168000 0
toc 总有机碳分析仪 台 水质有机碳测定 岛津 TOC-L 336000 1|哈希 QbD1200 373500 1
station 水质自动监测站 套 河流断面水质监测 力合科技 LFWQ-2010 496000 0|碧兴物联 BX-WQ9 468000 0
air 空气质量自动监测站 套 环境空气六参数监测 先河环保 XHAQMS3000 562000 0|蓝盾光电 LGH-01 548000 0|聚光科技 AQMS-900 575000 0
oes 火花直读光谱仪 台 金属成分分析 钢研纳克 SparkCCD7000 468000 0|天瑞仪器 OES8000 326000 0
xrf X射线荧光光谱仪 台 矿物成分分析 理学 ZSX-Primus 1680000 1|天瑞仪器 EDX6000 398000 0
xrd X射线衍射仪 套 物相分析 布鲁克 D8-Advance 1880000 1|丹东浩元 DX-2700 690000 0|理学 SmartLab 2260000 1
ftir 傅里叶变换红外光谱仪 台 有机物结构鉴定 布鲁克 INVENIO 468000 1|赛默飞 NicoletiS20 426000 1
nir 近红外光谱仪 台 谷物品质快速检测 福斯 NIRS-DS3 598000 1|聚光科技 SupNIR-2700 236000 0
cmm 三坐标测量机 台 零部件几何量检测 蔡司 CONTURA 1260000 1
utm 万能材料试验机 台 材料力学性能试验 三思纵横 UTM5105 158000 0|英斯特朗 68TM-50 698000 1|万测 ETM105D 149000 0
scope 数字示波器 台 电子测量教学 普源精电 DS8104 46800 0|是德科技 DSOX4104 138000 1|鼎阳 SDS5104X 52600 0
particle 激光粒度仪 台 粉体粒度分析 马尔文帕纳科 Mastersizer3000 528000 1|百特 BT-9300ST 126000 0
nmr 核磁共振波谱仪 套 有机分子结构解析 布鲁克 AVANCE-NEO600 8600000 1|中科牛津 AS400 2680000 0
mri 磁共振成像系统 套 影像诊断 联影 uMR-780 13600000 0|飞利浦 Ingenia-3.0T 15200000 1
seq 基因测序仪 套 病原体宏基因组检测 华大智造 MGISEQ-200 2180000 0|因美纳 NextSeq550 2960000 1
spe 全自动固相萃取仪 台 样品富集净化 睿科 Fotector-Plus 215000 0|莱伯泰科 Sepaths 208000 0
uv 紫外可见分光光度计 台 光度分析教学 仪电分析 L9 32800 0|岛津 UV-2600i 116000 1|普析通用 T9 58600 0
"""


def _good(line: str) -> tuple[str, Good]:
    key, name, unit, use, products = line.split(" ", 4)
    parts = [piece.split(" ") for piece in products.split("|")]
    made = tuple(Product(b, m, int(p), f == "1") for b, m, p, f in parts)
    return key, Good(name, unit, use, made)


GOODS = dict(_good(line) for line in _GOODS.strip().splitlines())

_LAB = "ic icp-ms lcms gcms gc hplc afs kjeldahl mwd spe"
_CLINIC = "us ct biochem mri centrifuge bsc freezer flow"
_BUYERS = f"""
北京市玉渊谭疾病预防控制中心|beijing|icp-ms seq qpcr bsc ic
北京燕山材料研究所|beijing|sem xrd ftir nmr
天津滨河海洋科技大学|tianjin|icp-ms confocal tem ic
河北省滏阳河环境监测中心|hebei|station air toc ic
石家庄市常山第三人民医院|hebei|{_CLINIC}
山西省汾阳煤质检验中心|shanxi|xrf oes toc gc
大同市云冈生态环境监测站|shanxi|air station gcms
内蒙古北原乳品质量检验所|neimenggu|{_LAB}
沈阳浑南精密机械职业学院|liaoning|cmm utm scope oes
大连市星浦海产品检验检测院|liaoning|{_LAB}
吉林省松江林业科学研究院|jilin|nir hplc centrifuge confocal
长春市南湖妇幼保健院|jilin|us biochem bsc freezer
哈尔滨冰凌工程大学|heilongjiang|sem utm xrd scope
上海市浦江计量测试技术院|shanghai|cmm scope balance particle
上海申岚药物研究院|shanghai|hplc nmr lcms particle
南京钟麓理工大学|jiangsu|tem xrd ftir nmr confocal
苏州市吴淞江水务监测中心|jiangsu|ic toc icp-ms station
徐州市彭楼中心医院|jiangsu|{_CLINIC}
杭州湘湖食品药品检验所|zhejiang|{_LAB}
温州市瓯海湾电器检测中心|zhejiang|utm scope oes
安徽省皖南茶叶质量检验中心|anhui|{_LAB}
合肥巢岸大学|anhui|sem nmr confocal xrd
福州闽越江海关技术中心|fujian|lcms icp-ms gcms seq
厦门市鹭屿疾病预防控制中心|fujian|qpcr seq bsc ic
江西省赣水农产品质量安全检测中心|jiangxi|{_LAB}
济南泉涌检验检测集团有限公司|shandong|gc hplc ic aas utm
青岛市胶澳湾职业技术学院|shandong|uv scope hplc balance
河南省嵩岳粮食质量监测中心|henan|nir kjeldahl afs mwd
郑州中牟农业大学|henan|confocal hplc centrifuge flow
武汉市汉水公安司法鉴定中心|hubei|lcms gcms ftir
长沙市岳麓山下中学|hunan|uv balance scope
湖南省沅湘生态环境监测中心|hunan|icp-ms toc air
广东省珠水材料创新中心|guangdong|sem tem xrd particle
深圳市梧桐山疾病预防控制中心|guangdong|seq qpcr icp-ms flow
佛山市岭秀陶瓷检验站|guangdong|xrf xrd particle utm
广西邕江食品检验研究院|guangxi|{_LAB}
南宁市青秀岭人民医院|guangxi|{_CLINIC}
海南省椰城热带农业研究所|hainan|hplc nir centrifuge freezer
重庆市嘉陵江渝药检验所|chongqing|hplc gc ftir aas
重庆巴山医药高等专科学校|chongqing|uv hplc centrifuge
成都市锦水河生态环境监测站|sichuan|station air toc gcms
贵州省黔岭白酒质量检验中心|guizhou|{_LAB}
遵义市湄江医科大学附属医院|guizhou|{_CLINIC}
昆明滇海海关技术中心|yunnan|lcms icp-ms qpcr
西藏雪域疾病预防控制中心|xizang|qpcr bsc freezer autoclave
西安秦塬光电技术大学|shaanxi|sem scope confocal xrd
延安市清凉山人民医院|shaanxi|{_CLINIC}
兰州市黄河湾水质监测站|gansu|ic toc station afs
青海省高塬盐湖研究所|qinghai|ic icp-ms xrf aas
宁夏贺兰枸杞质量检验中心|ningxia|{_LAB}
乌鲁木齐市红山口岸检疫中心|xinjiang|lcms seq qpcr
"""


def _buyer(line: str) -> Buyer:
    name, slug, wants = line.split("|")
    return Buyer(name, REGIONS[slug], tuple(wants.split()))


BUYERS = tuple(_buyer(line) for line in _BUYERS.strip().splitlines())

AGENCY_STEMS = ("正衡", "信诚达", "中砥", "明德", "宏远", "公允", "天秤", "恒诺", "华睿", "立信源", "众和", "世纪通")
AGENCY_TAILS = ("招标有限公司", "招标代理有限公司", "项目管理咨询有限公司", "工程咨询有限公司", "招标咨询有限公司")
DEALER_STEMS = (
    "博析", "科瑞源", "华测通", "启元", "瑞谱", "精谱", "海纳", "中仪", "天衡", "优谱", "锐研", "嘉析", "凯诺", "盛源", "东方析", "普惠生",
    "安谱源", "奥瑞", "联析", "思源",
)  # fmt: skip
DEALER_TAILS = (
    "科学仪器有限公司", "仪器设备有限公司", "分析仪器有限公司", "科技有限公司", "医疗器械有限公司", "实验室设备有限公司", "生物技术有限公司",
    "进出口有限公司",
)  # fmt: skip
STREETS = ("建设路", "望江路", "创新大道", "和平街", "科技一路", "滨河东路", "解放北路", "文昌路", "新华路", "青年大街")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
GIVEN = (
    "文博", "晓岚", "志远", "雨桐", "海燕", "国栋", "丽萍", "子涵", "建平", "思敏", "永康", "佳宁", "春生", "凤霞", "一鸣", "秀英", "明哲", "若溪",
    "德胜", "静", "磊", "敏", "涛", "婷", "勇",
)  # fmt: skip
TITLES_OF = ("老师", "工", "主任", "先生", "女士", "科长", "经理")
