// In place of framer-motion, which GraphiQL uses to drag tabs: the tabs keep their order. They are a list of buttons: a tab with a button in it is not accessible.
const LEFT_OUT = ['role', 'aria-selected', 'axis', 'values', 'onReorder', 'value', 'dragElastic', 'dragConstraints', 'layout', 'transition'];

function plain(props) {
  return Object.fromEntries(Object.entries(props).filter(([name]) => !LEFT_OUT.includes(name)));
}

export const Reorder = {
  Group: props => <ul {...plain(props)} />,
  Item: props => <li {...plain(props)} />,
};
