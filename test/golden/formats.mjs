// Arrow and Parquet files by independent writers, for FormatTest: npm install apache-arrow@21.2.0 hyparquet-writer, then
// node test/golden/formats.mjs from the root. What is in them, the test knows.
import * as arrow from "apache-arrow";
import { parquetWriteBuffer } from "hyparquet-writer";
import { writeFileSync } from "node:fs";

const folder = "test/data/formats/";
const n = 60;
const each = (value) => Array.from({ length: n }, (_, i) => value(i));
const words = each((i) => ["rest", "go", "stop"][i % 3]);
const number = Float64Array.from(each((i) => i * 0.25 - 3));
const single = Float32Array.from(each((i) => i / 8));
const whole = Int32Array.from(each((i) => (i % 3) - 1));
const id = BigInt64Array.from(each((i) => 90071992547409930n + BigInt(i % 4)));
const hole = each((i) => (i === 5 ? null : i * 0.5));
const time = each((i) => new Date(1.7e12 + i * 1000));

let table = arrow.tableFromArrays({ number, single, whole, id });
table = table.assign(new arrow.Table({
    word: arrow.vectorFromArray(words, new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32())),
    text: arrow.vectorFromArray(words, new arrow.Utf8()),
    hole: arrow.vectorFromArray(hole, new arrow.Float64()),
    time: arrow.vectorFromArray(time, new arrow.TimestampMillisecond()),
}));
writeFileSync(folder + "file.arrow", arrow.tableToIPC(table, "file"));
writeFileSync(folder + "stream.arrows", arrow.tableToIPC(table, "stream"));
for (const codec of ["SNAPPY", "UNCOMPRESSED"]) {
    const columns = [["number", number, "DOUBLE"], ["single", single, "FLOAT"], ["whole", whole, "INT32"], ["id", id, "INT64"],
        ["word", words, "STRING"], ["text", words, "STRING"], ["hole", hole, "DOUBLE"], ["time", time, "TIMESTAMP"]];
    const columnData = columns.map(([name, data, type]) => ({ name, data, type, nullable: name === "hole" }));
    writeFileSync(folder + codec.toLowerCase() + ".parquet", Buffer.from(parquetWriteBuffer({ codec, columnData, rowGroupSize: 25 })));
}
