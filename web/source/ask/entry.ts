// The file is the page and, without a document, the layout worker of the pictures, as in the room /network.
if (typeof document === 'undefined') void import('../network/picture/layout-worker');
else void import('./page');

export {};
