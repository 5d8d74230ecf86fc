import { beforeAll, describe, expect, test } from '@jest/globals';
import mongoose, { type Model } from 'mongoose';
import { type Loose, rejection, useMongoose } from './mongoose-connection.js';

const { Schema } = mongoose;
const db = useMongoose();
let Author: Model<Loose>;
let Story: Model<Loose>;

beforeAll(async () => {
  const author = new Schema(
    { name: String, age: Number, friends: [{ type: Schema.Types.ObjectId, ref: 'Author' }] },
    { toJSON: { virtuals: true }, toObject: { virtuals: true } },
  );
  author.virtual('stories', { ref: 'Story', localField: '_id', foreignField: 'author' });
  author.virtual('storyCount', { ref: 'Story', localField: '_id', foreignField: 'author', count: true });
  author.virtual('best', {
    ref: 'Story',
    localField: '_id',
    foreignField: 'author',
    justOne: true,
    options: { sort: { rank: -1 } },
  });
  Author = db.model('Author', author);
  Story = db.model('Story', {
    author: { type: Schema.Types.ObjectId, ref: 'Author' },
    title: String,
    rank: Number,
    fans: [{ type: Schema.Types.ObjectId, ref: 'Author' }],
    comments: [{ by: { type: Schema.Types.ObjectId, ref: 'Author' }, text: String }],
    byId: { type: Map, of: { type: Schema.Types.ObjectId, ref: 'Author' } },
    on: { type: Schema.Types.ObjectId, refPath: 'kind' },
    kind: String,
  });
  const [ann, bob, cas] = (await Author.create([
    { name: 'Ann', age: 30 },
    { name: 'Bob', age: 40 },
    { name: 'Cas', age: 50 },
  ])) as unknown as [Loose, Loose, Loose];
  await Author.updateOne({ _id: ann._id }, { friends: [bob._id, cas._id] });
  await Story.insertMany(
    Array.from({ length: 6 }, (_, i) => ({
      author: i < 4 ? ann._id : bob._id,
      title: `s${i}`,
      rank: i,
      fans: [cas._id, bob._id, ann._id],
      comments: [
        { by: bob._id, text: 'c' },
        { by: null, text: 'd' },
      ],
      byId: { one: cas._id },
      on: i % 2 ? ann._id : cas._id,
      kind: 'Author',
    })),
  );
});

describe('populate', () => {
  test('fills references, arrays keep their order', async () => {
    const story = await Story.findOne({ title: 's0' }).populate('author').populate('fans', 'name -_id').orFail();
    expect(story['author'].name).toBe('Ann');
    expect(story['fans'].map(({ name }: Loose) => name as string)).toEqual(['Cas', 'Bob', 'Ann']);
    expect(story.populated('author')).toEqual(story['author']._id);
    story.depopulate('author');
    expect(story['author']).toBeInstanceOf(mongoose.Types.ObjectId);
  });

  test('takes match, options, limit and perDocumentLimit', async () => {
    const found = await Story.find()
      .sort('rank')
      .populate({ path: 'fans', match: { age: { $gte: 40 } }, options: { sort: { age: 1 } }, select: 'name' });
    expect(found[0]?.['fans'].map(({ name }: Loose) => name as string)).toEqual(['Bob', 'Cas']);
    const authors = await Author.find()
      .sort('name')
      .populate({ path: 'stories', perDocumentLimit: 2, options: { sort: { rank: -1 } } });
    expect(authors.map((author) => author['stories'].map(({ title }: Loose) => title as string))).toEqual([
      ['s3', 's2'],
      ['s5', 's4'],
      [],
    ]);
    const limited = await Author.findOne({ name: 'Ann' }).populate({
      path: 'stories',
      options: { limit: 1, skip: 1, sort: { rank: 1 } },
    });
    expect(limited?.['stories']).toMatchObject([{ title: 's1' }]);
  });

  test('counts, takes one, nests and follows refPath', async () => {
    const ann = await Author.findOne({ name: 'Ann' }).populate(['storyCount', 'best']).orFail();
    expect([ann['storyCount'], ann['best'].title]).toEqual([4, 's3']);
    const deep = await Story.findOne({ title: 's1' })
      .populate({ path: 'author', populate: { path: 'friends', select: 'name', options: { sort: { name: -1 } } } })
      .populate('comments.by on byId.$*')
      .lean();
    expect(deep).toMatchObject({
      author: { friends: [{ name: 'Cas' }, { name: 'Bob' }] },
      comments: [{ by: { name: 'Bob' } }, { by: null }],
      on: { name: 'Ann' },
    });
    expect(deep?.['byId'].get('one')).toMatchObject({ name: 'Cas' });
  });

  test('works on documents, plain objects and aggregation results', async () => {
    const story = await Story.findOne({ title: 's4' }).orFail();
    await story.populate('author');
    expect(story['author'].name).toBe('Bob');
    const rows = await Story.aggregate([{ $match: { title: 's0' } }, { $project: { author: 1 } }]);
    expect(await Author.populate(rows, { path: 'author' })).toMatchObject([{ author: { name: 'Ann' } }]);
    expect(
      (
        await Story.find({ rank: { $lt: 2 } })
          .populate('author', 'name')
          .lean()
      ).map(({ author }) => author.name as string),
    ).toEqual(['Ann', 'Ann']);
    expect(await rejection(Story.findOne().populate('nothing').setOptions({ strictPopulate: true }))).toMatchObject({
      name: 'StrictPopulateError',
    });
  });

  test('is the same as $lookup', async () => {
    const rows = await Author.aggregate([
      {
        $lookup: {
          from: 'stories',
          localField: '_id',
          foreignField: 'author',
          as: 'stories',
          pipeline: [{ $sort: { rank: 1 } }, { $project: { title: 1, _id: 0 } }],
        },
      },
      { $sort: { name: 1 } },
      { $project: { _id: 0, name: 1, stories: 1 } },
    ]);
    expect(rows[1]).toEqual({ name: 'Bob', stories: [{ title: 's4' }, { title: 's5' }] });
  });
});
