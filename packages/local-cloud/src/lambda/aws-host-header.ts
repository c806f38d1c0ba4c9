/** The header of a function's request that tells the front door which of AWS's hosts was meant. */
export const AWS_HOST_HEADER = 'x-local-cloud-host';
