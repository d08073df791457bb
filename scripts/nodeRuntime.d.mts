export interface NodeRuntime {
	execPath: string;
	headers: string | undefined;
}
export function node24(): Promise<NodeRuntime>;
export function node20(): Promise<NodeRuntime>;
