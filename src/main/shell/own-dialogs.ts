// Main's own questions: what the window may not do by itself is asked here, out of its reach.
import type { Dialog, Shell } from 'electron';

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
  /** Shows where a link leads and opens it in the system's browser, if the person says so. https alone. */
  readonly openLink: (address: string, question: Omit<Question, 'detail'>) => Promise<boolean>;
  /** One file, chosen by the person; undefined when none was. */
  readonly pickFile: (title: string) => Promise<string | undefined>;
}

/** The address as it will be opened, or undefined if it may not be. */
function webAddress(address: string): string | undefined {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

export function ownDialogs(system: {
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog'>;
  readonly shell: Pick<Shell, 'openExternal'>;
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
    async openLink(address, question) {
      const target = webAddress(address);
      if (target === undefined || !(await confirm({ ...question, detail: target }))) return false;
      await system.shell.openExternal(target);
      return true;
    },
    async pickFile(title) {
      const { canceled, filePaths } = await system.dialog.showOpenDialog({ title, properties: ['openFile'] });
      return canceled ? undefined : filePaths[0];
    },
  };
}
