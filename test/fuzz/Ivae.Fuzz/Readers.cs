using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ivae.Causality;
using Ivae.Cli;
using Ivae.Cli.Sweeps;
using Ivae.Data;
using Ivae.Experiments;
using Ivae.Methods;

namespace Ivae.Fuzz;

/// <content>All readers.</content>
internal sealed partial record Harness
{
    /// <summary>All readers; one with a fault on purpose of each kind, to see that it is found.</summary>
    public static IReadOnlyList<Harness> All { get; } =
    [
        Text("csv", "a,b,u\n1,2.5,go\n-3e2,,stop\n4,5,go\n", "# note\n1;2,5;\"x\"\"y\"\n3;4,25;z\n",
            "t\tx\n0:01\t1\n0:02\t2\n"),
        new("packed", () => [Example.Packed(isZip: false), Example.Packed(isZip: true)], Describe("table")),
        new("npy", () => [Example.Array()], Describe("a.npy")),
        new("npz", () => [Example.Simulated("npz"), .. Fixtures("words.npz")], Describe("a.npz")),
        Files("edf", "two.edf", "plus.edf", "gap.edf"),
        Files("bdf", "status.bdf"),
        Files("brainvision", "int.vhdr", "float.vhdr", "ascii.vhdr"),
        Files("matlab", "plain.mat", "packed.mat"),
        Files("eeglab", "inside.set", "epochs.set"),
        Files("hdf5", "earliest.h5", "latest.h5") with { FixedBytes = Compressed },
        Files("matlab73", "v73.mat") with { FixedBytes = Compressed },
        Files("anndata", "dense.h5ad", "rows.h5ad", "columns.h5ad") with { FixedBytes = Compressed },
        Files("parquet", "snappy.parquet", "uncompressed.parquet") with { FixedBytes = Compressed },
        Files("arrow", "file.arrow") with { FixedBytes = Compressed },
        Files("arrow-stream", "stream.arrows") with { FixedBytes = Compressed },
        new("model", Example.Models, input => LatentModel.Load(OnDisk("model.ivae", input)))
        {
            Repair = Example.Signed,
            FixedBytes = 8 << 20, // the code of a network is more than its file
        },
        new("options", () => [Utf8("""{"seed": 1, "method": {"name": "flow", "depth": 4}, "training": {"steps": 3}}"""),
            Utf8("""{"latent_dimension": 2, "dataset": {"observed": "1:3"}, "posterior": {"covariance": "full"}}""")],
            Options) { FixedBytes = 8 << 20 },
        new("sweep", () => [Utf8("data: a.csv\noptions: {method: ivae}\ngrid:\n  latent_dimension: [1, 2]\nseeds: 2\n"),
            Utf8("data: [a.csv, '?.csv'] # all\ngrid: {training.learning_rate: [1e-3, .01]}\nseeds: [0, 7]\n")],
            Sweep) { FixedBytes = 128 << 20 }, // a line may stand for a hundred thousand runs, each with its name
        new("knowledge", () => [Utf8("require a -> b # known\nforbid b -> c\n\nrequire b -> d\n")],
            input => CausalKnowledge.Read(OnDisk("knowledge.txt", input), ["a", "b", "c", "d"])),
        new("run", Example.Runs, input => RunEngine.Parse(Encoding.UTF8.GetString(input))),
        Planted("planted-exception", rows => rows == 5 ? throw new IndexOutOfRangeException("planted") : 0),
        Planted("planted-hang", rows => rows == 5 ? Spin() : 0),
        Planted("planted-allocation", rows => rows == 5 ? Kept(new byte[64 << 20]) : 0),
    ];

    // What is compressed may be 1032 times the file, for which the libraries ask before they unpack.
    private const long Compressed = 64 << 20;

    private static string Folder { get; } = Directory.CreateTempSubdirectory("ivae-fuzz-").FullName;

    private static string FixtureFolder { get; } = Path.Combine(Example.Repository(), "test/data/formats");

    static Harness() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    private static Harness Text(string name, params string[] seeds) =>
        new(name, () => seeds.Select(Utf8), Describe("a.csv"));

    private static Harness Files(string name, params string[] files) =>
        new(name, () => Fixtures(files), Describe(files[0]));

    /// <summary>A reader of tables that has a fault where there are five rows, from one of three.</summary>
    private static Harness Planted(string name, Func<long, int> fault) => new(
        name,
        () => [Utf8("a,b\n1,2.5\n-3e2,7\n4,5\n")],
        input => fault(FileFormat.OfEnding("a.csv")!.Describe(new MemoryStream(input), "a.csv").Rows ?? 0))
    {
        IsPlanted = true,
    };

    private static int Spin()
    {
        var until = Environment.CpuUsage.TotalTime + 2 * Most;
        while (Environment.CpuUsage.TotalTime < until)
            Thread.SpinWait(1000);
        return 0;
    }

    // An array of which only the length is asked for is not made once the compiler has optimised the method.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Kept(byte[] bytes) => bytes.Length;

    private static Action<byte[]> Describe(string name) => input =>
    {
        if (FileFormat.OfEnding(name) is { } format)
            format.Describe(new MemoryStream(input), Path.Combine(FixtureFolder, name));
        else
            FileFormat.Describe(OnDisk(name, input));
    };

    private static void Options(byte[] input)
    {
        try
        {
            if (JsonNode.Parse(Encoding.UTF8.GetString(input), documentOptions: JsonText.Reading) is JsonObject layer)
                new OptionTree<FitSettings>().Fill([(layer, "options")], []).Validate();
        }
        catch (Exception cause) when (cause is JsonException || cause.GetType() == typeof(ArgumentException))
        {
            // The commands say this with the name of the file; it names option, value and range.
        }
    }

    private static void Sweep(byte[] input)
    {
        OnDisk("a.csv", [1]);
        SweepFile.Read(OnDisk("sweep.yaml", input));
    }

    private static IEnumerable<byte[]> Fixtures(params string[] files) =>
        files.Select(file => File.ReadAllBytes(Path.Combine(FixtureFolder, file)));

    private static string OnDisk(string name, byte[] input)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, input);
        return path;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
