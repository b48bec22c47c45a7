import {
  DataType,
  Field,
  FixedSizeList,
  List,
  Map_,
  RecordBatch,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  type Data,
  type Decimal,
  type FixedSizeBinary,
  type Int,
  type Timestamp,
} from 'apache-arrow'
import { BATCH_ROWS } from './arrow'

/** What a column of Arrow data holds. `wide` whole numbers need up to 64 bits, `huge` ones more; `other` is something that has no text. */
export type ArrowKind =
  | 'flag'
  | 'integer'
  | 'wide'
  | 'huge'
  | 'single'
  | 'number'
  | 'decimal'
  | 'text'
  | 'binary'
  | 'uuid'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'null'
  | 'list'
  | 'struct'
  | 'map'
  | 'other'

export interface ArrowField {
  /** As it stands in the file: data. */
  readonly name: string
  readonly kind: ArrowKind
  /** Of a struct its fields; of a list its one kind of item; of a map key and value. */
  readonly children: readonly ArrowField[]
  /** The zone that a timestamp names; it counts from 1970 in UTC. */
  readonly zone: string | null
}

/** The fields of an Arrow IPC stream. Throws for types that this version of Arrow does not know. */
export function arrowFields(stream: Uint8Array): readonly ArrowField[] {
  const reader = RecordBatchReader.from(stream)
  reader.open()
  return reader.schema.fields.map(fieldOf)
}

/** An Arrow IPC stream in pieces that the engine takes, each a stream of its own. Its fields are called f0, f1, …, and so are theirs. */
export function* renamedBatches(stream: Uint8Array): Generator<RenamedBatch> {
  const reader = RecordBatchReader.from(stream)
  reader.open()
  for (const batch of reader) yield* renamed(batch, reader.schema.fields)
}

/** The batches of an Arrow IPC stream that comes in chunks, with its fields. */
export async function* readStream(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ fields: readonly ArrowField[]; batches: Iterable<RenamedBatch> }> {
  const reader = await RecordBatchReader.from(chunks)
  await reader.open()
  for await (const batch of reader) yield { fields: reader.schema.fields.map(fieldOf), batches: renamed(batch, reader.schema.fields) }
}

interface RenamedBatch {
  readonly rows: number
  readonly bytes: Uint8Array
}

/** A batch's own schema takes fields of the same name for one: the reader's has them all. */
function* renamed(batch: RecordBatch, fields: readonly Field[]): Generator<RenamedBatch> {
  const schema = new Schema(fields.map(({ type }, index) => new Field(`f${index}`, renamedType(type), true)))
  for (let from = 0; from < batch.numRows; from += BATCH_ROWS) {
    const { data } = batch.slice(from, from + BATCH_ROWS)
    const type = new Struct(schema.fields)
    const children = data.children.map((child, index) => renamedData(child, schema.fields[index]!.type))
    const piece = new RecordBatch(schema, data.clone(type, data.offset, data.length, data.nullCount, data.buffers as never, children))
    yield { rows: piece.numRows, bytes: RecordBatchStreamWriter.writeAll([piece]).toUint8Array(true) }
  }
}

/** Names in a file are data, and may be empty, repeated or reserved: the engine never sees them. */
function renamedType(type: DataType): DataType {
  const children = type.children?.map((child, index) => new Field(`f${index}`, renamedType(child.type as DataType), child.nullable))
  if (DataType.isStruct(type)) return new Struct(children!)
  if (DataType.isList(type)) return new List(children![0]!)
  if (DataType.isFixedSizeList(type)) return new FixedSizeList(type.listSize, children![0]!)
  if (DataType.isMap(type)) return new Map_(children![0] as never, type.keysSorted)
  return type
}

function renamedData(data: Data, type: DataType): Data {
  const children = data.children.map((child, index) => renamedData(child, type.children![index]!.type as DataType))
  return data.clone(type, data.offset, data.length, data.nullCount, data.buffers as never, children)
}

function fieldOf({ name, type }: Field): ArrowField {
  const kind = kindOf(DataType.isDictionary(type) ? type.dictionary : type)
  const children = (type.children ?? []) as readonly Field[]
  return {
    name,
    kind,
    // A map's one child is the struct of its entries.
    children: (kind === 'map' ? ((children[0]!.type as Struct).children as readonly Field[]) : children).map(fieldOf),
    zone: DataType.isTimestamp(type) ? ((type as Timestamp).timezone ?? null) : null,
  }
}

function kindOf(type: DataType): ArrowKind {
  if (DataType.isBool(type)) return 'flag'
  if (DataType.isInt(type)) {
    const { bitWidth, isSigned } = type as Int
    if (bitWidth < 32 || (bitWidth === 32 && isSigned)) return 'integer'
    return bitWidth === 64 && !isSigned ? 'huge' : 'wide'
  }
  if (DataType.isFloat(type)) return type.precision === 2 ? 'number' : 'single'
  if (DataType.isDecimal(type)) return (type as Decimal).scale > 0 ? 'decimal' : 'huge'
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return 'text'
  if (DataType.isFixedSizeBinary(type)) return (type as FixedSizeBinary).byteWidth === 16 ? 'uuid' : 'binary'
  if (DataType.isBinary(type) || DataType.isLargeBinary(type)) return 'binary'
  if (DataType.isDate(type)) return 'date'
  if (DataType.isTimestamp(type)) return 'timestamp'
  if (DataType.isTime(type) || DataType.isDuration(type) || DataType.isInterval(type)) return 'time'
  if (DataType.isNull(type)) return 'null'
  if (DataType.isStruct(type)) return 'struct'
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) return 'list'
  return DataType.isMap(type) ? 'map' : 'other'
}
