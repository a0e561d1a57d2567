// Names of servers as a person types them. No zod here: the window needs it, too.

const HOST = /^(?!-)[A-Za-z0-9_.-]{1,253}(?::(\d{1,5}))?$/;
const ADDRESS = /^\[[0-9A-Fa-f:.]{2,45}(?:%\w{1,16})?\](?::(\d{1,5}))?$/;

/** What is wrong with `host`, `host:port`, `[address]:port`; undefined where nothing is. */
export function serverProblem(text: string): 'not-a-host' | 'port' | undefined {
  const match = HOST.exec(text) ?? ADDRESS.exec(text);
  if (match === null) return 'not-a-host';
  const port = match[1] === undefined ? 1 : Number(match[1]);
  return port >= 1 && port <= 65_535 ? undefined : 'port';
}

/** What a person typed into the field: one server or several, with commas or blanks between them. */
export function serversTyped(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== '');
}
