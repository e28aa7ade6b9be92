/** Returns the sentence of one language from a text with a Chinese sentence and then an English one. */
export function inLanguage(text: string, language: string): string {
  const end = text.search(/[。？！] (?=[^\u4e00-\u9fff]*$)/);
  if (end < 0) return text;
  return language === 'zh' ? text.slice(0, end + 1) : text.slice(end + 2);
}
