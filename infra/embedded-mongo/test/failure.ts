import { MongoError } from 'mongodb';

/** The error a promise ends with, as the driver gives it. */
export async function failure(promise: Promise<unknown>): Promise<MongoError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof MongoError) return error;
    throw error;
  }
  throw new Error('it succeeded');
}
