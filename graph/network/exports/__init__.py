"""Exports of a network to file formats: pure writers that take an `ExportNetwork` and yield bytes.

    FORMATS_BY_EXTENSION["graphml"].write(network)      -> chunks of bytes
    write_csv_zip(network, encoding="gb18030")          -> for Chinese spreadsheets

`graph/network/exports/formats.py` lists the formats with media type, Chinese name, extension and losses.
"""
