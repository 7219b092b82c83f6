"""schema.org data of a service path: what search engines and other catalogues read."""

from __future__ import annotations

import json
from typing import Any, Final

from markupsafe import Markup

from pathviz.model import ServicePath, Site


def government_service(site: Site, path: ServicePath, url: str) -> Markup:
    """A path as a schema.org GovernmentService, safe to stand inside a script element."""
    about, region = path.description, site.regions[path.region]
    area = region.county or region.name
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": about.title,
        "description": about.summary,
        "serviceType": site.services[about.service.id].name if about.service else "",
        "inLanguage": site.lang,
        "url": url,
        "areaServed": {"@type": "AdministrativeArea", "name": area},
        "provider": {"@type": "GovernmentOrganization", "name": area},
        "audience": [{"@type": "Audience", "audienceType": group} for group in about.target_groups],
        "dateModified": day.isoformat() if (day := about.version_day) else "",
    }
    return safe_json({key: value for key, value in found.items() if value})


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def safe_json(value: object) -> Markup:
    r"""JSON that no `</script>` or comment within its texts can end.

    >>> safe_json({"a": "</script>"})
    Markup('{"a":"\\u003c/script\\u003e"}')
    """
    text = _ENCODER.encode(value)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  escaped just above
