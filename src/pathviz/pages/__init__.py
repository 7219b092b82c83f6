"""Pages: the model becomes frozen views, views become HTML through Jinja, HTML becomes artifacts.

A page is a pure function of what it names (`PageSpec`) and of a frozen `Context`, so pages can be
made in any order, in parallel, and again only when something of theirs has changed::

    specs = plan(sites)
    renderer = Renderer(template_folders)
    artifacts = renderer.render_all(specs[0], context)

Templates get views, never the model. Only this package imports Jinja2.
"""

from pathviz.pages.assets import attachments, static_assets
from pathviz.pages.diagrams import diagram_words, lane_graph, path_graph
from pathviz.pages.drawn import fits_on_paper
from pathviz.pages.hosting import header_files
from pathviz.pages.index import index_site
from pathviz.pages.lane_file import lane_script
from pathviz.pages.offline import worker
from pathviz.pages.plan import STEP_LISTS, address, plan
from pathviz.pages.region_map import region_graph, region_map_words
from pathviz.pages.renderer import Renderer
from pathviz.pages.spec import Artifact, Context, Diagrams, Fault, FormatKey, FormatPart, PageSpec, RegionMap

__all__ = [
    "STEP_LISTS",
    "Artifact",
    "Context",
    "Diagrams",
    "Fault",
    "FormatKey",
    "FormatPart",
    "PageSpec",
    "RegionMap",
    "Renderer",
    "address",
    "attachments",
    "diagram_words",
    "fits_on_paper",
    "header_files",
    "index_site",
    "lane_graph",
    "lane_script",
    "path_graph",
    "plan",
    "region_graph",
    "region_map_words",
    "static_assets",
    "worker",
]
