// In place of Monaco's minimap, which GraphiQL turns off.
import { createFastDomNode } from 'monaco-editor/esm/vs/base/browser/fastDomNode.js';
import { ViewPart } from 'monaco-editor/esm/vs/editor/browser/view/viewPart.js';

export class Minimap extends ViewPart {
  getDomNode() {
    return createFastDomNode(document.createElement('div'));
  }
  prepareRender() {}
  render() {}
}
