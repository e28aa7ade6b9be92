// In place of markdown-it: descriptions are plain sentences with names in backticks.
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export default class Markdown {
  render(text) {
    const safe = text.replace(/[&<>"]/g, character => ENTITIES[character]);
    const paragraphs = safe.split(/\n{2,}/).map(each => `<p>${each.replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`);
    return paragraphs.join('\n');
  }
}
