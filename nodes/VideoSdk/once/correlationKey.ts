import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions, IWorkflowMetadata } from 'n8n-workflow';
import { fingerprint } from './fingerprint.ts';

/** Enough to tell one n8n from another, and nothing that could be used there. */
const INSTANCE_CHARACTERS = 12;

/** Which n8n and which of its workflows something comes from. */
export interface Origin {
	instance: string;
	workflow: string;
}

type Whereabouts = Pick<IExecuteFunctions, 'getInstanceId'> & {
	getWorkflow(): Pick<IWorkflowMetadata, 'id'>;
};

export function originOf(context: Whereabouts): Origin {
	const instance = fingerprint(context.getInstanceId()).slice(0, INSTANCE_CHARACTERS);
	return { instance, workflow: String(context.getWorkflow().id ?? '') };
}

/** A sign that no other request has, and that tells where it comes from. */
export function newCorrelationKey({ instance, workflow }: Origin): string {
	return [instance, workflow, randomUUID()].join('/');
}

/** Where the holder of a correlation key comes from; undefined for what is none. */
export function readCorrelationKey(key: unknown): Origin | undefined {
	const [instance, workflow, unique, ...more] = String(key).split('/');
	if (unique === undefined || more.length > 0) return undefined;
	return { instance, workflow };
}
