/**
 * The operation whose executions can be parked: the resource and the operation, as a parked
 * execution keeps them. Stored with executions: never change them.
 */
export const PARKING_OPERATION: [string, string] = ['call', 'outboundSipCall'];
