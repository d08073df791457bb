export interface NodeRuntime {
	execPath: string;
	headers: string | undefined;
}
export function node24(): Promise<NodeRuntime>;
