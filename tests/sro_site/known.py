"""What is known of the four districts in `content/`."""

NO_PHONE: tuple[str, str, list[str]] = ("", "", [])

# As of, known from, approach, zone, police, board, helpline, languages of content, decided.
DISTRICTS: dict[str, tuple[object, ...]] = {
    "chicago": (
        "2019-08",
        "2019-08",
        "limited",
        "America/Chicago",
        "Chicago Police Department (CPD)",
        "",
        NO_PHONE,
        ["en", "es"],
        "2019-08",
    ),
    "denver": (
        "2021-05",
        "2020-22",
        "ended",
        "America/Denver",
        "Denver Police Department (DPD)",
        "Board of Education (BoE)",
        (
            "Family and Community Helpline",
            "720-423-3054",
            ["am", "ar", "fr", "my", "ne", "ru", "so"],
        ),
        ["en", "es", "vi"],
        "2020-22",
    ),
    "des-moines": (
        "2021",
        "2021",
        "replaced",
        "America/Chicago",
        "Des Moines Police Department (DMPD)",
        "School Board",
        NO_PHONE,
        ["en", "es"],
        "None",
    ),
    "duluth": (
        "2022-06-07",
        "2022-06-07",
        "revised",
        "America/Chicago",
        "Duluth Police Department (DPD)",
        "School Board",
        NO_PHONE,
        ["en", "es"],
        "None",
    ),
}
NAMES = {
    "chicago": ("Chicago Public Schools", "CPS", "Illinois"),
    "denver": ("Denver Public Schools", "DPS", "Colorado"),
    "des-moines": ("Des Moines Public Schools", "DMPS", "Iowa"),
    "duluth": ("Duluth Public Schools", "ISD 709", "Minnesota"),
}
Statuses = list[tuple[str, str | None]]
# Of each district's milestones outside phases: the time, whether ongoing, the statuses stated.
DONE: Statuses = [("done", None)]
UNDER_WAY: Statuses = [("under_way", None)]
PLANNED: Statuses = [("planned", None)]
LOOSE: dict[str, list[tuple[str | None, bool, Statuses]]] = {
    "chicago": [
        (None, False, []),
        ("2019-22", False, DONE),
        ("2019-08", False, [("done", "2019-08")]),
        ("2019-08", False, [("done", "2019-08")]),
        (None, False, PLANNED),
        (None, True, []),
    ],
    "denver": [],
    "des-moines": [
        ("2020-06", False, [("done", "2020-06")]),
        ("2020-22", False, [("done", "2020-22")]),
        ("2021", False, DONE),
        ("2021", False, UNDER_WAY),
        ("2021-21", False, PLANNED),
        ("2021-22", False, PLANNED),
        (None, True, []),
    ],
    "duluth": [
        *[(None, False, DONE)] * 6,
        ("2022-06-07", False, [("done", "2022-06-07")]),
        ("2022-06", False, UNDER_WAY),
        (None, False, PLANNED),
        (None, False, DONE),
    ],
}
PHASES = [
    (0, "2020-09/2020-10", "Project Initiation", "Inicio del proyecto", "Khởi động Dự án"),
    (
        1,
        "2020-11/2020-12",
        "Visioning & Planning",
        "Visión y planificación",
        "Hình dung và Lập kế hoạch",
    ),
    (
        2,
        "2021-01/2021-05",
        "Development & Engagement",
        "Desarrollo y participación",
        "Phát triển & Khuyến khích Tham gia",
    ),
    (
        3,
        "2021-05/2021-07",
        "Implementation & Planning",
        "Implementación y planificación",
        "Thực hiện & Lập kế hoạch",
    ),
    (
        4,
        "2021-23",
        "Implementation & Operational",
        "Implementación y aspecto operativo",
        "Thực hiện & Vận hành",
    ),
]
ENGAGEMENT = "Participación amplia de la comunidad", "Sự Tham gia Rộng rãi của Cộng đồng"
WORKSTREAMS = [
    (2, "Workgroup", "Grupo de trabajo", "Nhóm Công tác"),
    (2, "Broad Community Engagement", *ENGAGEMENT),
]
# The times of the milestones that Denver's phases hold themselves, and their percentages.
IN_PHASES: list[list[tuple[str | None, int | None]]] = [
    [(None, None), (None, None)],
    [(None, None), ("2020-12-31", 25)],
    [("2021-03", None), ("2021-05", None)],
    [(None, None), ("2021-05-28", 100)],
    [(None, None), (None, None), (None, None)],
]
MEETINGS = [
    ("en", "2021-05-10T17:30", "18:30", [("es", "simultaneous"), ("vi", "simultaneous")]),
    ("es", "2021-05-11T17:30", "19:00", [("en", "consecutive")]),
    ("vi", "2021-05-18T17:00", "18:30", [("en", "consecutive")]),
]
