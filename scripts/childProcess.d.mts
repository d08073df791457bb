import type { ChildProcess } from 'node:child_process';

export function tieToUs(child: ChildProcess): () => void;
