// The outcomes as a table for people, as Markdown for docs/benchmarks.md, and as JSON.
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isFigure, isGap, ratio, type Figure, type Outcome } from './figures.ts';

export interface Report {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly system: string;
    readonly node: string;
    /** Runnable processes of others, averaged over the minute before. */
    readonly load: number;
  };
  readonly date: string;
  readonly outcomes: readonly Outcome[];
}

export function reportOf(outcomes: readonly Outcome[], load: number): Report {
  return {
    machine: {
      cpu: (os.cpus()[0]?.model ?? 'unknown').trim(),
      cores: os.cpus().length,
      system: `${os.type()} ${os.release()} ${os.arch()}`,
      node: process.version,
      load,
    },
    date: new Date().toISOString().slice(0, 10),
    outcomes,
  };
}

const HEAD = ['', 'Tessera', 'peer', '', 'ratio', ''] as const;

function number(value: number, unit: string): string {
  return `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ${unit}`;
}

function cells(figure: Figure): readonly string[] {
  const share = ratio(figure);
  return [
    figure.name,
    number(figure.ours, figure.unit),
    figure.peer === undefined ? '' : number(figure.peer.value, figure.unit),
    figure.peer?.name ?? '',
    share === undefined ? '' : share < 0.01 ? share.toPrecision(1) : share.toFixed(2),
    figure.note ?? '',
  ];
}

function groups(report: Report): Map<string, Outcome[]> {
  return Map.groupBy(report.outcomes, (outcome) => outcome.group);
}

function machineLine({ machine, date }: Report): string {
  return `${date} · ${machine.cpu}, ${String(machine.cores)} cores · ${machine.system} · Node ${machine.node} · load ${machine.load.toFixed(1)} at the start`;
}

export function asTable(report: Report): string {
  const lines = [machineLine(report), 'ratio: ours divided by the peer’s, below 1 we are faster', ''];
  for (const [group, outcomes] of groups(report)) {
    const rows = [HEAD, ...outcomes.filter(isFigure).map(cells)];
    const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
    lines.push(group);
    for (const row of rows.length > 1 ? rows : []) {
      const padded = row.map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === 3 || column === 5 ? cell.padEnd(width) : cell.padStart(width);
      });
      lines.push(`  ${padded.join('  ').trimEnd()}`);
    }
    for (const one of outcomes) if (isGap(one)) lines.push(`  not measured: ${one.because}`);
    lines.push('');
  }
  return lines.join('\n');
}

export function asMarkdown(report: Report): string {
  const lines = [
    '# Benchmarks',
    '',
    'Written by `npm run -s bench -- --markdown > docs/benchmarks.md`; no figure in its tables was typed by hand.',
    'Times are medians, each pair of one run and taken in turn. Ratio: ours divided by the peer’s, below 1 we are faster.',
    '',
    machineLine(report),
    '',
  ];
  for (const [group, outcomes] of groups(report)) {
    const figures = outcomes.filter(isFigure);
    lines.push(`## ${group}`, '');
    if (figures.length > 0) {
      lines.push('|  | Tessera | peer |  | ratio |  |', '| --- | ---: | ---: | --- | ---: | --- |');
      for (const figure of figures) lines.push(`| ${cells(figure).join(' | ')} |`);
      lines.push('');
    }
    for (const one of outcomes) if (isGap(one)) lines.push(`Not measured: ${one.because}.`, '');
  }
  lines.push(readFileSync(path.join(import.meta.dirname, 'where-it-goes.md'), 'utf8'));
  return lines.join('\n');
}

export function asJson(report: Report): string {
  const outcomes = report.outcomes.map((one) => (isGap(one) ? one : { ...one, ratio: ratio(one) }));
  return `${JSON.stringify({ ...report, outcomes }, undefined, 2)}\n`;
}
