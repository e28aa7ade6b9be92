// In place of parts of Monaco that the page does not open: differences, peeking, quick fixes, colours, and the palette of commands.
import { createDecorator } from 'monaco-editor/esm/vs/platform/instantiation/common/instantiation.js';

function Absent() {}
Absent.ID = 'absent';
Absent.dropDownVisible = false;
Absent.get = () => null;

export {
  Absent as CodeActionController,
  Absent as ColorHoverParticipant,
  Absent as CopyPasteController,
  Absent as DiffEditorWidget,
  Absent as GotoDefinitionAtPositionEditorContribution,
  Absent as InlayHintsHover,
  Absent as InlineSuggestionHintsContentWidget,
  Absent as ListService,
  Absent as MultiDiffEditorWidget,
  Absent as StandaloneQuickInputService,
};
export const IListService = createDecorator('listService');
export const linesDiffComputers = {};
export const quickFixCommandId = 'absent';

export async function getCodeActions() {
  return { validActions: [], allActions: [], hasAutoFix: false, dispose: () => undefined };
}
