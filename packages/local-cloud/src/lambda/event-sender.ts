/**
 * Hands an event to a function and does not wait for its answer: it is tried again and given up as Lambda
 * does it. Resolves when the event is durable. Throws AwsError `ResourceNotFoundException`.
 */
export type EventSender = (functionArn: string, payload: string) => Promise<void>;
