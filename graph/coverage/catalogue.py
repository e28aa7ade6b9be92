import importlib
import pkgutil
from collections.abc import Mapping

from graph.coverage import indicators
from graph.coverage.indicator import Indicator


def load_catalogue() -> Mapping[str, Indicator]:
    """Returns the `INDICATOR` of each module of `indicators`, sorted by name, the module name in capitals. Raises
    ModelError.
    """
    modules = [module.name for module in pkgutil.iter_modules(indicators.__path__)]
    catalogue = {name.upper(): importlib.import_module(f"{indicators.__name__}.{name}").INDICATOR for name in modules}
    for indicator in catalogue.values():
        indicator.check()
    return catalogue
