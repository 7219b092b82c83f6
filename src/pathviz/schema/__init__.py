"""What each file of the format holds: one function a thing, from a positioned record to the typed model.

The functions are the format's grammar: a key that none of them takes is unknown. In a language
layer (a sparse record) the same functions read the texts alone, and nothing is required.
"""

from pathviz.schema.catalogues import actor, comparison, free_page, law, service, term, track
from pathviz.schema.networks import network
from pathviz.schema.paths import path_parts, service_description
from pathviz.schema.site import layer, municipality, region, site_info
from pathviz.schema.values import markdown

__all__ = [
    "actor",
    "comparison",
    "free_page",
    "law",
    "layer",
    "markdown",
    "municipality",
    "network",
    "path_parts",
    "region",
    "service",
    "service_description",
    "site_info",
    "term",
    "track",
]
