"""Writers of file formats: pure functions from an `ExportNetwork` to chunks of bytes.

FORMATS_BY_EXTENSION["graphml"].write(network)
write_csv_zip(network, encoding="gb18030")          -> for Chinese spreadsheets
"""
