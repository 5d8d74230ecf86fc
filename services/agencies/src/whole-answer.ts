/** A batch size for MongoDB so large that an answer comes in one piece: else its second hundred would be another command. */
export const WHOLE_ANSWER = 50_000;
