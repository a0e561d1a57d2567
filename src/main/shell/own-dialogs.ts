// Main's own questions: what the window may not do by itself is asked here, out of its reach.
import type { Dialog } from 'electron';

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** What is done on "yes", as a verb. */
  readonly yes: string;
  readonly no: string;
}

export interface OwnDialogs {
  /** False when it was dismissed in whatever way. */
  readonly confirm: (question: Question) => Promise<boolean>;
  /** One file, chosen by the person; undefined when none was. */
  readonly pickFile: (title: string) => Promise<string | undefined>;
  /** Where to; undefined when nowhere. */
  readonly saveFile: (name: string) => Promise<string | undefined>;
}

export function ownDialogs(system: {
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>;
}): OwnDialogs {
  const confirm = async ({ message, detail, yes, no }: Question): Promise<boolean> => {
    const { response } = await system.dialog.showMessageBox({
      type: 'question',
      title: 'Tessera',
      message,
      detail,
      buttons: [yes, no],
      defaultId: 1, // Return must not do what cannot be undone
      cancelId: 1,
      noLink: true,
    });
    return response === 0;
  };
  return {
    confirm,
    async pickFile(title) {
      const { canceled, filePaths } = await system.dialog.showOpenDialog({ title, properties: ['openFile'] });
      return canceled ? undefined : filePaths[0];
    },
    async saveFile(name) {
      const { canceled, filePath } = await system.dialog.showSaveDialog({ defaultPath: name });
      return canceled || filePath === '' ? undefined : filePath;
    },
  };
}
