import type cytoscape from 'cytoscape';

export type Stylesheet = cytoscape.StylesheetStyle;
export type Cytoscape = cytoscape.Core;
