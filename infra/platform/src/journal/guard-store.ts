import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../store/model-of.js';

const guards = new Schema<{ _id: string; touched: number }>({ _id: String, touched: Number }, { versionKey: false });

const guardsOf = (connection: Connection) => modelOf<{ _id: string; touched: number }>(connection, 'guards', guards);

export async function createGuards(connection: Connection): Promise<void> {
  await guardsOf(connection).createCollection();
}

/** Touches a guard: of two transactions that touch the same one, the later starts again and sees what the first has done. */
export async function touchGuard(connection: Connection, id: string, session: ClientSession): Promise<void> {
  await guardsOf(connection).updateOne({ _id: id }, { $inc: { touched: 1 } }, { upsert: true, session });
}
