"""Files of each format and what independent readers make of them, for FormatTest.

    /usr/bin/python3 test/golden/formats.py write      # test/data/formats: the files, and expected.npz of each
    /usr/bin/python3 test/golden/formats.py read OUT FILE...   # what MNE and others read of other files

Needs Debian's python3-mne, python3-h5py, python3-anndata and python3-scipy. The Arrow and Parquet files are made by
formats.mjs. Recordings are compared as samples in the units of the file, channel names, rate, and the annotation of each row.
"""
import pathlib
import sys
import warnings

import mne
import numpy as np

warnings.filterwarnings("ignore")
mne.set_log_level("error")
FOLDER = pathlib.Path(__file__).parent.parent / "data" / "formats"
NONE = "(none)"


def labels(raw, rows, rate, borders):
    """The annotation of each row, by the rule of docs/formats.md."""
    found = [NONE] * rows
    borders = sorted({0, rows, *borders})
    marks = [(a["onset"], a["duration"], str(a["description"])) for a in raw.annotations]
    marks = [m for m in marks if not m[2].startswith("New Segment") and m[2] != "boundary"]
    points = sorted((m for m in marks if m[1] * rate <= 1 + 1e-9), key=lambda m: m[0])
    for i, (onset, _, text) in enumerate(points):
        first = min(max(int(round(onset * rate)), 0), rows - 1)
        end = next(b for b in borders if b > first)
        if i + 1 < len(points):
            end = min(end, int(round(points[i + 1][0] * rate)))
        found[first:end] = [text.strip()] * max(0, end - first)
    for onset, duration, text in sorted((m for m in marks if m[1] * rate > 1 + 1e-9), key=lambda m: m[0]):
        first = min(max(int(round(onset * rate)), 0), rows - 1)
        end = int(min(np.ceil(onset * rate + duration * rate - 1e-9), rows))
        found[first:end] = [text.strip()] * max(0, end - first)
    return found


def recording(path):
    path = pathlib.Path(path)
    name = path.name.lower()
    if name.endswith((".edf", ".bdf")):
        raw = (mne.io.read_raw_edf if name.endswith(".edf") else mne.io.read_raw_bdf)(path, preload=True)
        units = np.array([raw._raw_extras[0]["units"]]).ravel()
    elif name.endswith(".vhdr"):
        raw = mne.io.read_raw_brainvision(path, preload=True)
        units = np.full(len(raw.ch_names), 1e-6)
    else:
        raw = mne.io.read_raw_eeglab(path, preload=True)
        units = np.full(len(raw.ch_names), 1e-6)
    keep = [i for i, channel in enumerate(raw.ch_names) if channel != "Status"]
    data = raw.get_data()
    rate = raw.info["sfreq"]
    borders = [int(round(a["onset"] * rate)) for a in raw.annotations if str(a["description"]).startswith(("New Segment", "boundary"))]
    if "Status" in raw.ch_names:
        events = mne.find_events(raw, "Status", shortest_event=1, consecutive=True, mask=0xFFFF, mask_type="and")
        raw.set_annotations(mne.Annotations(events[:, 0] / rate, 0, [str(e) for e in events[:, 2]]))
    expected = dict(x=(data[keep] / units[: len(data)][keep, None]).T, names=[raw.ch_names[i] for i in keep], rate=rate)
    if len(raw.annotations):
        expected["annotations"] = labels(raw, data.shape[1], rate, borders)
    return expected


def expect(name, folder=None, **values):
    arrays = {key: np.asarray(value) for key, value in values.items()}
    arrays = {key: array.astype(str) if array.dtype == object else array for key, array in arrays.items()}
    np.savez_compressed((folder or FOLDER) / f"{name}.expected.npz", **arrays)


def field(text, width):
    return str(text).ljust(width)[:width].encode("latin-1")


def edf(path, signals, records, duration, reserved="", bdf=False, annotations=None):
    """signals: (label, physical minimum, maximum, digital minimum, maximum, samples [records, per record])."""
    size = 3 if bdf else 2
    ns = len(signals) + (annotations is not None)
    notes = 60
    head = (b"\xffBIOSEMI" if bdf else field("0", 8)) + field("X X X X", 80) + field("Startdate 01-JAN-2020 X X X", 80)
    head += field("01.01.20", 8) + field("10.00.00", 8) + field(256 * (ns + 1), 8) + field(reserved, 44)
    head += field(records, 8) + field(duration, 8) + field(ns, 4)
    rows = [(s[0], "uV", s[1], s[2], s[3], s[4], s[5].shape[1]) for s in signals]
    if annotations is not None:
        rows.append((("BDF" if bdf else "EDF") + " Annotations", "", -1, 1, -(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1, notes))
    for width, value in [(16, 0), (80, None), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (80, None), (8, 6), (32, None)]:
        head += b"".join(field("" if value is None else row[value], width) for row in rows)
    body = b""
    for record in range(records):
        for signal in signals:
            for sample in signal[5][record]:
                body += int(sample).to_bytes(size, "little", signed=True)
        if annotations is not None:
            body += annotations[record].encode().ljust(notes * size, b"\0")
    pathlib.Path(path).write_bytes(head + body)


def write_edf(random):
    wave = lambda per, records=6, top=2000: random.integers(-top, top, (records, per))
    two = [("A", -500, 500, -2048, 2047, wave(10)), ("B", -3.2, 3.1, -32768, 32767, wave(10, top=30000))]
    edf(FOLDER / "two.edf", two, 6, 0.5)
    expect("two", **recording(FOLDER / "two.edf"))
    times = [f"+{r * .5:g}\x14\x14\0" for r in range(6)]
    times[1] += "+0.6\x150.8\x14rest\x14\0"
    times[3] += "+1.5\x14press\x14\0"
    edf(FOLDER / "plus.edf", two, 6, 0.5, "EDF+C", annotations=times)
    expect("plus", **recording(FOLDER / "plus.edf"))
    # Slow has another rate, so it is no column; the gap of EDF+D lies between records 3 and 4.
    slow = ("Slow", -1, 1, -100, 100, wave(1, top=100))
    gap = [f"+{t:g}\x14\x14\0" for t in (0, .5, 1, 7, 7.5, 8)]
    gap[3] += "+7.2\x14go\x14\0"
    edf(FOLDER / "gap.edf", [*two, slow], 6, 0.5, "EDF+D", annotations=gap)
    whole = np.stack([(s[5].ravel() - s[3]) * (s[2] - s[1]) / (s[4] - s[3]) + s[1] for s in two], axis=1)
    expect("gap", x=whole, names=["A", "B"], rate=20.0, annotations=[NONE] * 34 + ["go"] * 26, part=["1"] * 30 + ["2"] * 30)
    status = np.zeros(60, int)
    status[10:14], status[30:], status[45:48] = 3, 7, 256
    status |= 0x10000 | -0x800000
    signals = [("A1", -262144, 262143, -8388608, 8388607, wave(10, top=8000000)), ("A2", -262144, 262143, -8388608, 8388607, wave(10, top=90000)),
               ("Status", -8388608, 8388607, -8388608, 8388607, status.reshape(6, 10))]
    edf(FOLDER / "status.bdf", signals, 6, 0.5, "24BIT", bdf=True)
    expect("status", **recording(FOLDER / "status.bdf"))


def write_brainvision(random):
    x = random.normal(size=(40, 3)) * 50
    for name, kind, orientation in [("int", "INT_16", "VECTORIZED"), ("float", "IEEE_FLOAT_32", "MULTIPLEXED"), ("ascii", "", "MULTIPLEXED")]:
        ending = "dat" if name == "ascii" else "eeg"
        resolution = [0.1, 0.5, 1]
        lines = ["Brain Vision Data Exchange Header File Version 1.0", "[Common Infos]", "Codepage=UTF-8", f"DataFile={name}.{ending}",
                 f"MarkerFile={name}.vmrk", f"DataFormat={'ASCII' if name == 'ascii' else 'BINARY'}", f"DataOrientation={orientation}",
                 "DataType=TIMEDOMAIN", "NumberOfChannels=3", "SamplingInterval=4000"]
        lines += ["[ASCII Infos]", "DecimalSymbol=,", "SkipLines=1", "SkipColumns=0"] if name == "ascii" else ["[Binary Infos]", f"BinaryFormat={kind}"]
        lines += ["[Channel Infos]"] + [f"Ch{i + 1}=C{i + 1},,{r:g},µV" for i, r in enumerate(resolution)]
        (FOLDER / f"{name}.vhdr").write_text("\r\n".join(lines) + "\r\n")
        marks = ["Brain Vision Data Exchange Marker File, Version 1.0", "[Common Infos]", "Codepage=UTF-8", f"DataFile={name}.{ending}", "[Marker Infos]",
                 "Mk1=New Segment,,1,1,0,20200101100000000000", "Mk2=Stimulus,S  1,6,1,0", "Mk3=Comment,two\\1 parts,12,5,0", "Mk4=Stimulus,S  2,31,1,0"]
        (FOLDER / f"{name}.vmrk").write_text("\r\n".join(marks) + "\r\n")
        scaled = x / resolution
        if name == "ascii":
            text = "\n".join(["C1 C2 C3"] + [" ".join(f"{v:.4f}".replace(".", ",") for v in row) for row in scaled])
            (FOLDER / "ascii.dat").write_text(text + "\n")
        else:
            stored = scaled.round().astype("<i2") if kind == "INT_16" else scaled.astype("<f4")
            (FOLDER / f"{name}.eeg").write_bytes((stored.T if orientation == "VECTORIZED" else stored).tobytes())
        expect(name, **recording(FOLDER / f"{name}.vhdr"))


def write_matlab(random):
    from scipy.io import loadmat, savemat
    import h5py
    x = random.normal(size=(30, 4))
    values = dict(x=x, label=np.tile([1., 2., 3.], 10)[None], word=np.array(["go", "stop", "rest"] * 10, dtype=object),
                  flag=random.integers(0, 2, (30, 1)).astype(bool), small=random.integers(-9, 9, (30, 2)).astype("i2"),
                  deep=dict(inner=dict(z=x[:, :2].astype("f4"))), letters=np.array(["ab", "cd"]), z=x[:3] + 1j)
    for name, packed in [("plain", False), ("packed", True)]:
        savemat(FOLDER / f"{name}.mat", values, do_compression=packed)
        back = loadmat(FOLDER / f"{name}.mat")
        expect(name, **{"x": back["x"], "label": back["label"].ravel(), "flag": back["flag"].ravel().astype("f8"), "small": back["small"],
                        "deep.inner.z": back["deep"][0, 0]["inner"][0, 0]["z"], "word": [w[0] for w in back["word"].ravel()],
                        "letters": [str(w) for w in back["letters"]]})
    # As MATLAB writes -v7.3: HDF5 after 512 bytes, dimensions backwards, texts and cells as numbers and references.
    with h5py.File(FOLDER / "v73.mat", "w", userblock_size=512) as file:
        def put(key, value, kind):
            file[key] = value
            file[key].attrs["MATLAB_class"] = np.bytes_(kind)
        put("x", x.T, "double")
        put("label", values["label"].T, "double")
        file["#refs#/a"] = np.frombuffer("go".encode("utf-16-le"), "u2")[:, None]
        file["#refs#/b"] = np.frombuffer("rest".encode("utf-16-le"), "u2")[:, None]
        for key in "ab":
            file[f"#refs#/{key}"].attrs["MATLAB_class"] = np.bytes_("char")
        put("word", np.array([[file["#refs#/a"].ref, file["#refs#/b"].ref] * 15], dtype=h5py.ref_dtype), "cell")
        file.create_group("deep").attrs["MATLAB_class"] = np.bytes_("struct")
        put("deep/z", x[:, :2].T.astype("f4"), "single")
    content = bytearray((FOLDER / "v73.mat").read_bytes())
    content[:128] = b"MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Wed Jan  1 10:00:00 2020 HDF5 schema 1.00 .".ljust(124) + b"\0\x02IM"
    (FOLDER / "v73.mat").write_bytes(bytes(content))
    expect("v73", **{"x": x, "label": values["label"].ravel(), "word": ["go", "rest"] * 15, "deep.z": x[:, :2].astype("f4")})

    def eeg(trials, data, points):
        place = np.array([(f"E{i}",) for i in range(3)], dtype=[("labels", object)])
        events = np.array([(3., "go", 1.), (11., "boundary", 0.), (15., 7, 1.)], dtype=[("latency", object), ("type", object), ("duration", object)])
        return dict(EEG=dict(setname="s", data=data, srate=100., nbchan=3., pnts=float(points), trials=float(trials), xmin=0., xmax=(points - 1) / 100,
                             chanlocs=place, event=events, epoch=np.array([]), icawinv=np.array([]), icaweights=np.array([]), icasphere=np.array([]), icachansind=np.array([]), ref="common"))
    data = random.normal(size=(3, 20)).astype("f4") * 20
    marks = dict(annotations=[NONE] * 2 + ["go"] * 8 + [NONE] * 4 + ["7"] * 6, part=["1"] * 10 + ["2"] * 10)
    savemat(FOLDER / "inside.set", eeg(1, data, 20), appendmat=False)
    expect("inside", **{**recording(FOLDER / "inside.set"), **marks})
    savemat(FOLDER / "outside.set", eeg(1, "outside.fdt", 20), appendmat=False)
    (FOLDER / "outside.fdt").write_bytes(data.T.astype("<f4").tobytes())
    expect("outside", **{**recording(FOLDER / "outside.set"), **marks})
    savemat(FOLDER / "epochs.set", eeg(2, data.reshape(3, 2, 10).transpose(0, 2, 1), 10), appendmat=False)
    expect("epochs", x=data.T, names=["E0", "E1", "E2"], rate=100.0, **marks)


def write_hdf5(random):
    import anndata
    import h5py
    import pandas
    import scipy.sparse
    x = random.normal(size=(30, 4))
    for name, version in [("earliest", "earliest"), ("latest", "latest")]:
        with h5py.File(FOLDER / f"{name}.h5", "w", libver=version) as file:
            file["x"] = x
            file.create_dataset("packed", data=x.astype("f4"), chunks=(8, 3), compression="gzip", shuffle=True, fletcher32=True)
            file["group/turned"] = x.astype(">f4")
            file["group/u"] = np.arange(30) % 3
            file["words"] = np.array(["a", "bc", "d"] * 10, dtype=object)
            file["fixed"] = np.array([b"a", b"bc", b"d"] * 10)
            file["truth"] = np.arange(30) % 2 == 0
            file["half"] = x.astype("f2")
            file["large"] = np.arange(30, dtype="u8") + 2 ** 40
            file.create_dataset("lzf", data=x, chunks=(8, 3), compression="lzf")
        expect(name, x=x, packed=x.astype("f4"), **{"group/turned": x.astype("f4"), "group/u": np.arange(30) % 3}, words=["a", "bc", "d"] * 10,
               fixed=["a", "bc", "d"] * 10, truth=(np.arange(30) % 2 == 0).astype("f8"), half=x.astype("f2"), large=np.arange(30) + 2.0 ** 40)
    obs = pandas.DataFrame(dict(cell=pandas.Categorical(["T", "B", "NK"] * 10), n=random.integers(0, 9, 30), score=random.normal(size=30), donor=["d1", "d2"] * 15),
                           index=[f"c{i}" for i in range(30)])
    var = pandas.DataFrame(index=[f"g{i}" for i in range(4)])
    counts = random.poisson(1, size=(30, 4)).astype("f4")
    for name, matrix in [("dense", counts), ("rows", scipy.sparse.csr_matrix(counts)), ("columns", scipy.sparse.csc_matrix(counts))]:
        data = anndata.AnnData(matrix, obs=obs.copy(), var=var.copy(), dtype="f4")
        data.layers["double"] = matrix * 2
        data.obsm["X_pca"] = random.normal(size=(30, 2))
        data.write_h5ad(FOLDER / f"{name}.h5ad", compression=None if name == "dense" else "gzip")
        back = anndata.read_h5ad(FOLDER / f"{name}.h5ad")
        full = lambda m: m.toarray() if scipy.sparse.issparse(m) else m
        expect(name, X=full(back.X), names=back.var_names.astype(str), rows=back.obs_names.astype(str),
               **{"layers/double": full(back.layers["double"]), "obsm/X_pca": back.obsm["X_pca"], "obs/cell": back.obs["cell"].astype(str),
                  "obs/donor": back.obs["donor"].astype(str), "obs/n": back.obs["n"], "obs/score": back.obs["score"]})


def write_npz(random):
    x = random.normal(size=(12, 3))
    np.savez(FOLDER / "words.npz", x=x, u=np.array(["go", "stop", "Ä€𝄞"] * 4), old=np.array([b"a", b"bc"] * 6), turned=np.array(["go", "stop"] * 6).astype(">U4"))
    expect("words", x=x, u=["go", "stop", "Ä€𝄞"] * 4, old=["a", "bc"] * 6, turned=["go", "stop"] * 6)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        FOLDER.mkdir(exist_ok=True)
        for write in (write_edf, write_brainvision, write_matlab, write_hdf5, write_npz):
            write(np.random.default_rng(7))
    else:
        for path in sys.argv[3:]:
            expect(pathlib.Path(path).name, pathlib.Path(sys.argv[2]), **recording(path))
