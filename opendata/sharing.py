"""Settings for those who use what the site gives away; pure."""

import re

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_SITE = re.compile(r"\*|https?://(\*\.)?[a-zA-Z0-9.-]+(:[0-9]{1,5})?")


def frame_ancestors(text: str) -> list[str]:
    """The websites, separated by commas, that may show a district's small page in a frame.

    Raises ValueError; all if there are none.
    """
    sites = [site.strip() for site in text.split(",") if site.strip()]
    for site in sites:
        if not _SITE.fullmatch(site):
            raise ValueError(
                f"“{site}” is not a site. Write addresses without a path, separated by commas, "
                "such as https://www.example.org, https://*.example.org; or leave it out for all."
            )
    return sites or ["*"]


def data_license(text: str) -> str:
    """The address of the license under which anybody may use the data. Raises ValueError."""
    address = text.strip() or CC_BY
    if not re.fullmatch(r"https://[^\s\"<>]+", address):
        raise ValueError(f"“{address}” is not the address of a license, such as {CC_BY}.")
    return address


def license_name(address: str) -> str:
    """What a license is called: its short name where we know it, or its address."""
    return "CC BY 4.0" if address == CC_BY else address
