import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
Int8Array = NDArray[np.int8]
Int32Array = NDArray[np.int32]
IndexArray = NDArray[np.int64]
"""Indices of entities, links or array elements."""
