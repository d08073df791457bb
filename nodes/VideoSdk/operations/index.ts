import type { INodePropertyOptions } from 'n8n-workflow';
import type { AnyOperation } from '../engine/defineOperation.ts';
import { outboundSipCall } from './call/outboundSipCall.ts';

/** The resources in menu order; one without operations is not shown. */
export const resources: INodePropertyOptions[] = [{ name: 'Call', value: 'call' }];

/** Every operation of the node, in menu order. All else is derived from this list. */
export const operations: AnyOperation[] = [outboundSipCall];
