// The file is the page and, without a document, the layout worker, so that both load Cytoscape from one file.
// Styles are linked in the HTML: an import of one would make the worker look for a document.
if (typeof document === 'undefined') void import('./picture/layout-worker');
else void import('./page');

export {};
