// Puts Chinese before the English labels of GraphiQL, which has no other languages.
const LABELS = {
  'Adjust how the interface appears.': '调整界面外观。',
  'Clear storage': '清除本地数据',
  'Close dialog': '关闭',
  'Close Tab': '关闭标签页',
  Dark: '深色',
  'Delete from history': '从历史中删除',
  'Documentation Explorer': '文档',
  'Edit label': '改名',
  'Editor Commands': '编辑命令',
  'Error fetching schema': '读取结构失败',
  Function: '功能',
  Headers: '请求头',
  History: '历史',
  Light: '浅色',
  'Monaco editor shortcuts': '编辑器快捷键',
  'New tab': '新标签页',
  'Open settings dialog': '设置',
  'Open short keys dialog': '快捷键',
  'No GraphQL schema available': '尚无结构',
  Off: '关',
  On: '开',
  'Only enable if you trust this device.': '仅在可信的设备上启用。',
  'Operation Editor': '查询编辑器',
  'Persist headers': '保存请求头',
  'Remove all locally stored data and start fresh.': '删除本机保存的内容，重新开始。',
  Save: '保存',
  'Select active operation': '选择标签页',
  'Set active': '打开',
  Settings: '设置',
  'Short Key': '按键',
  'Short Keys': '快捷键',
  'Show Deprecated Arguments': '显示已弃用的参数',
  'Show Deprecated Fields': '显示已弃用的字段',
  'Show Deprecated Values': '显示已弃用的值',
  System: '跟随系统',
  Theme: '外观',
  Variables: '变量',
};
const BEGINNINGS = {
  'Re-fetch GraphQL schema (': '重新读取结构',
  'Prettify query (': '整理格式', 'Merge fragments into query (': '展开片段', 'Copy query (': '复制查询' };
const LABEL = /\b(children|title|label|newTab|shortCutDialog|settingsDialogs|"aria-label"): "([^"\n]+)"/g;
const MODULE = /node_modules\/(graphiql|@graphiql\/(react|plugin-history|plugin-doc-explorer))\/.*\.js$/;

export function graphiqlLabels() {
  return {
    name: 'graphiql-labels',
    transform(code, id) {
      if (!MODULE.test(id)) return null;
      let translated = code.replace(LABEL, (whole, property, english) => (LABELS[english] ? `${property}: "${LABELS[english]} ${english}"` : whole));
      for (const [english, chinese] of Object.entries(BEGINNINGS)) translated = translated.replaceAll(`\`${english}`, `\`${chinese} ${english}`);
      translated = translated.replace('"Stop" : "Execute"', '"停止 Stop" : "运行 Execute"').replace('"Show" : "Hide"', '"显示 Show" : "隐藏 Hide"').replace('"Hide" : "Show"', '"隐藏 Hide" : "显示 Show"');
      return { code: translated, map: null };
    },
  };
}
