using System.Text.Json;
using Ivae.Cli;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Reporting;

namespace Ivae.Test.Cli;

public sealed class FitCommandTest(FitExample example) : IClassFixture<FitExample>
{
    private string Target(string name) => example.Path(name);

    [Fact]
    public void A_run_leaves_its_files_and_nothing_else()
    {
        Assert.Equal(
            RunFolder.Files.Order(), Directory.GetFileSystemEntries(Target("fit")).Select(Path.GetFileName).Order());
        var summary = FitExample.Summary(Target("fit"));
        Assert.Equal(1, summary.GetProperty("schema_version").GetInt32());
        Assert.Equal("completed", summary.GetProperty("outcome").GetString());
        Assert.Equal(64, summary.GetProperty("data_sha256").GetString()!.Length);
        Assert.Equal(
            (300, 2, 240, 60), (Number("rows"), Number("columns"), Number("training_rows"), Number("held_out_rows")));
        Assert.Equal(("held_out", 60, 100),
            (summary.GetProperty("scored_on").GetString(), Number("iwae_rows"), Number("iwae_samples")));
        Assert.True(summary.GetProperty("iwae").GetDouble() > summary.GetProperty("elbo").GetDouble());
        Assert.InRange(summary.GetProperty("evaluation").GetProperty("mcc_held_out").GetDouble(), 0, 1);
        Assert.Equal(2, summary.GetProperty("reconstruction").GetProperty("r_squared_per_column").GetArrayLength());

        int Number(string name) => summary.GetProperty(name).GetInt32();
    }

    [Fact]
    public void The_bound_of_the_summary_is_that_of_score_on_the_held_out_rows()
    {
        // Without held-out rows every row is scored, with the same noise.
        var run = FitExample.Fit(example.Npz, Target("all"), "--held-out", "0", "--json");
        using var summary = JsonDocument.Parse(run.Data);
        using var score = JsonDocument.Parse(
            CliRun.Of("score", Path.Combine(Target("all"), "model.ivae"), example.Npz, "--json").Data);
        Assert.Equal("training", summary.RootElement.GetProperty("scored_on").GetString());
        foreach (var bound in new[] { "elbo", "iwae" })
            Assert.Equal(
                summary.RootElement.GetProperty(bound).GetDouble(), score.RootElement.GetProperty(bound).GetDouble());
    }

    [Theory]
    [InlineData("threads", "--threads", "1")]
    [InlineData("other-threads", "--threads", "2")]
    public void Equal_fits_leave_equal_files_whatever_the_threads(string name, params string[] options)
    {
        var reference = Target("reference-" + name);
        Assert.Equal(0, FitExample.Fit(example.Npz, reference, "--restarts", "2").Code);
        Assert.Equal(0, FitExample.Fit(example.Npz, Target(name), ["--restarts", "2", .. options]).Code);
        AssertSameFiles(reference, Target(name));
        var order = File.ReadLines(Path.Combine(reference, "metrics.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(epoch => epoch.GetProperty("stage").GetString() == "ivae") // after those of the flow it starts from
            .Select(epoch =>
                (Restart: epoch.GetProperty("restart").GetInt32(), Epoch: epoch.GetProperty("epoch").GetInt32()))
            .ToList();
        Assert.Equal(order.Order(), order);
        Assert.Equal([0, 1], order.Select(o => o.Restart).Distinct());
        Assert.Equal(3, order.Max(o => o.Epoch));
        Assert.Equal(4, order.Count); // the worse one is dropped after its first epoch
    }

    [Fact]
    public void The_configuration_of_a_run_repeats_it()
    {
        var run = CliRun.Of("fit", example.Npz, "--out", Target("again"), "--quiet", "--config",
            Path.Combine(Target("fit"), "config.json"));
        Assert.Equal(0, run.Code);
        AssertSameFiles(Target("fit"), Target("again"));
    }

    [Fact]
    public void The_command_in_the_report_repeats_the_run()
    {
        var report = File.ReadAllText(Path.Combine(Target("fit"), "report.html"));
        var start = report.IndexOf("<pre>ivae fit", StringComparison.Ordinal) + "<pre>".Length;
        var command = report[start..report.IndexOf("</pre>", start, StringComparison.Ordinal)].Replace("&#39;", "'");
        Assert.EndsWith(" --method ivae --set 'method.posterior.network.hidden_widths=[8]' "
            + "--set 'likelihood.network.hidden_widths=[8]' --epochs 3 --batch 50 --out DIR", command);
        string[] words = ["fit", example.Npz, "--method", "ivae", "--epochs", "3", "--batch", "50", "--set",
            "method.posterior.network.hidden_widths=[8]",
            "--set", "likelihood.network.hidden_widths=[8]", "--out", Target("typed"), "--quiet"];
        Assert.Equal(0, CliRun.Of(words).Code);
        AssertSameFiles(Target("fit"), Target("typed"));
    }

    [Fact]
    public void Json_and_nothing_else_goes_to_stdout()
    {
        var run = FitExample.Fit(example.Csv, Target("json"), "--auxiliary", "segment", "--json");
        Assert.Equal(0, run.Code);
        Assert.Equal(File.ReadAllText(Path.Combine(Target("json"), "summary.json")), run.Data);
        Assert.Empty(run.Messages);
        Assert.Equal(JsonValueKind.Null, FitExample.Summary(Target("json")).GetProperty("evaluation").ValueKind);

        var shown = CliRun.Of([.. FitExample.Words(example.Csv, Target("shown")).Where(word => word != "--quiet"),
            "--auxiliary", "segment"]);
        Assert.Empty(shown.Data);
        Assert.Contains("epoch 3/3", shown.Messages);
        Assert.Contains("report.html", shown.Messages);
    }

    [Fact]
    public void A_fit_that_diverges_ends_with_code_4_and_names_step_and_term()
    {
        var run = FitExample.Fit(example.Npz, Target("diverged"), "--set", "training.learning_rate=1e30");
        Assert.Equal(ExitCode.Diverged, run.Code);
        Assert.Contains("Diverged at step 2: ", run.Messages);
        Assert.Contains("the first term that is not a number is \"", run.Messages);
        Assert.Contains("there is no model", run.Messages);
        Assert.Equal("diverged", FitExample.Summary(Target("diverged")).GetProperty("outcome").GetString());
        Assert.False(File.Exists(Path.Combine(Target("diverged"), "model.ivae")));
    }

    [Theory]
    [InlineData("10000")]
    [InlineData("1e30")]
    public void A_fit_that_diverges_keeps_the_best_model_before_it_if_there_is_one(string rate)
    {
        var target = Target($"rate {rate}");
        string[] wild = ["--set", "training.gradient_clip=0", "--set", "method.posterior.network.activation=elu",
            "--set", "likelihood.network.activation=elu", "--set", "training.epochs=30", "--set",
            "training.batch_size=256",
            "--set", "method.posterior.network.hidden_widths=100,100", "--set",
            "likelihood.network.hidden_widths=100,100"];
        Assert.Equal(ExitCode.Diverged,
            FitExample.Fit(example.Npz, target, ["--set", $"training.learning_rate={rate}", .. wild]).Code);
        var hasModel = FitExample.Summary(target).GetProperty("best_epoch").GetInt32() > 0;
        Assert.Equal(hasModel, File.Exists(Path.Combine(target, "model.ivae")));
        Assert.Equal(
            hasModel ? 0 : ExitCode.Data, CliRun.Of("transform", Path.Combine(target, "model.ivae"), example.Npz).Code);
    }

    [Fact]
    public void What_is_there_is_replaced_by_force_only_and_then_whole()
    {
        var target = Target("forced");
        Assert.Equal(0, FitExample.Fit(example.Npz, target).Code);
        var model = File.ReadAllBytes(Path.Combine(target, "model.ivae"));
        Assert.Equal(ExitCode.Usage, FitExample.Fit(example.Npz, target, "--seed", "1").Code);
        Assert.Equal(model, File.ReadAllBytes(Path.Combine(target, "model.ivae")));
        Assert.Equal(0, FitExample.Fit(example.Npz, target, "--seed", "1", "--force").Code);
        Assert.NotEqual(model, File.ReadAllBytes(Path.Combine(target, "model.ivae")));

        Assert.Equal(ExitCode.Diverged,
            FitExample.Fit(example.Npz, target, "--force", "--set", "training.learning_rate=1e30").Code);
        Assert.False(File.Exists(Path.Combine(target, "model.ivae")),
            "a model of an earlier run is next to the summary of this one");
    }

    [Theory]
    [InlineData("x1,x2\n1,2\n", ExitCode.Data, "needs an auxiliary variable")]
    [InlineData("x1,x2\n1,2\n3,\n", ExitCode.Data, "line 3", "--segments", "1")]
    [InlineData("x1,x2\n1,2\n1,3\n", ExitCode.Data, "\"x1\" is 1 in all 2 rows", "--segments", "1")]
    [InlineData("x1,x2\n", ExitCode.Data, "has a header and no rows", "--segments", "1")]
    [InlineData("x1,x2\n1,2\n2,1\n", ExitCode.Usage, "60 segments over 2 rows", "--segments", "60")]
    [InlineData("x1,x2\n1,2\n2,1\n", ExitCode.Usage, "\"x3\"", "--observed", "x3", "--segments", "2")]
    [InlineData("x1,x2\n1,2\n2,1\n", ExitCode.Usage, "no method \"ivea\"; there are \"auto\"", "--segments", "2",
        "--method", "ivea")]
    [InlineData("x1,x2\n1,2\n2,1\n", ExitCode.Usage, "training.held_out is 1", "--segments", "2", "--held-out", "1")]
    public void A_mistake_is_named_and_leaves_nothing(string csv, int code, string message, params string[] options)
    {
        var name = Guid.NewGuid().ToString();
        var run = FitExample.Fit(example.Write($"{name}.csv", csv), Target(name), options);
        Assert.Equal((code, ""), (run.Code, run.Data));
        Assert.Contains(message, run.Messages);
        Assert.False(Directory.Exists(Target(name)));
    }

    [Theory]
    [InlineData("two rows, one column and segment", "a\n1\n2\n", "--segments", "1")]
    [InlineData("one level and a partial batch", "a,b\n1,2\n2,1\n3,5\n4,4\n5,1\n", "--segments", "1", "--batch", "3")]
    [InlineData("comma and Unicode in names, Windows line ends",
        "\"left, upper\",春,u\r\n1,2,a\r\n2,1,b\r\n3,5,a\r\n4,4,b\r\n", "--auxiliary", "u")]
    [InlineData("missing values dropped", "a,b\n1,2\n2,\n3,5\n4,4\n5,1\n", "--segments", "2", "--missing", "drop")]
    [InlineData("more latents than columns", "a,b\n1,2\n2,1\n3,5\n4,4\n", "--segments", "2", "--latent", "5")]
    [InlineData("lags, numeric u", "a,b\n1,2\n2,1\n3,5\n4,4\n", "--lags", "1")]
    [InlineData(
        "numeric and categorical u", "a,b,c\n1,2,.5\n2,1,.1\n3,5,.7\n4,4,.3\n", "--segments", "2", "--auxiliary", "c")]
    [InlineData("no u", "a,b\n1,2\n2,1\n3,5\n4,4\n", "--method", "vae")]
    [InlineData("flow", "a,b\n1,2\n2,1\n3,5\n4,4\n", "--segments", "2", "--method", "flow")]
    [InlineData(
        "flow of fewer latents", "a,b\n1,2\n2,1\n3,5\n4,4\n", "--segments", "2", "--method", "flow", "--latent", "1")]
    [InlineData("chosen by itself", "a,b\n1,2\n2,1\n3,5\n4,4\n", "--segments", "2", "--method", "auto")]
    [InlineData("paper", "a,b\n1,2\n2,1\n3,5\n4,4\n", "--segments", "2", "--preset", "paper")]
    public void Small_and_odd_data_is_fitted_and_transformed_alike(string name, string csv, params string[] options)
    {
        var data = example.Write($"{name}.csv", csv);
        var run = FitExample.Fit(data, Target(name), options);
        Assert.True(run.Code == 0, run.Messages);
        var latents = CliRun.Of("transform", Path.Combine(Target(name), "model.ivae"), data);
        Assert.Equal(File.ReadAllText(Path.Combine(Target(name), "latents.csv")), latents.Data);
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("default")]
    [InlineData("thorough")]
    [InlineData("paper")]
    [InlineData("authors-objective")]
    [InlineData("iflow")]
    [InlineData("pinwheel")]
    public void Presets_are_valid_options(string name)
    {
        var tree = new OptionTree<FitSettings>();
        tree.Merge(FitPresets.All[name](), name);
        tree.Resolve().Resolve(observed: 5).Validate();
    }

    [Fact]
    public void Every_option_of_the_model_can_be_set()
    {
        foreach (var name in Method.Names)
        {
            var tree = new OptionTree<FitSettings>();
            tree.UseMethod(name, "--method");
            tree.Set("training.learning_rate", ".001", "--set");
            tree.Set("training.epochs", "7", "--set");
            var options = tree.Resolve();
            Assert.Equal((0.001, 7), (options.Training.LearningRate, options.Training.Epochs));
            Assert.Equal(name, options.Method.Name);

            var written = JsonSerializer.SerializeToNode(options, JsonText.Options)!.AsObject();
            var again = new OptionTree<FitSettings>();
            again.Merge(written.DeepClone().AsObject(), "config.json");
            Assert.Equal(written.ToJsonString(),
                JsonSerializer.SerializeToNode(again.Resolve(), JsonText.Options)!.ToJsonString());
        }
    }

    [Fact]
    public void An_option_of_a_method_that_auto_chooses_from_is_named_with_its_place()
    {
        var tree = new OptionTree<FitSettings>();
        var error = Assert.Throws<UsageException>(() => tree.Set("method.layers", "spline", "--set"));
        Assert.EndsWith("there it is method.flow.layers.", error.Message);
    }

    [Fact]
    public void Options_of_a_method_are_set_by_its_key()
    {
        var tree = new OptionTree<FitSettings>();
        tree.UseMethod("beta-vae", "--method");
        tree.Set("method.beta", "2", "--set");
        tree.Set("method.posterior.covariance", "diagonal", "--set");
        var method = Assert.IsType<BetaVaeMethod>(tree.Resolve().Method);
        Assert.Equal((2, PosteriorCovariance.Diagonal), (method.Beta, method.Posterior.Covariance));

        string Problem(string key) => Assert.Throws<UsageException>(() => tree.Set(key, "1", "--set")).Message;
        Assert.Equal("--set: method beta-vae has no option \"method.depth\"; flow has.", Problem("method.depth"));
        Assert.Contains("did you mean \"training.epochs\"?", Problem("epoch"));
        Assert.Contains("did you mean \"method.beta\"?", Problem("method.bta"));
        Assert.Contains(
            "did you mean \"beta-vae\"?", Assert.Throws<UsageException>(() => tree.UseMethod("beta-va", "")).Message);
    }

    private static void AssertSameFiles(string expected, string actual)
    {
        foreach (var name in RunFolder.Files)
        {
            var (first, second) = (Read(expected), Read(actual));
            Assert.True(first == second, $"{name} differs");

            string Read(string folder) => string.Join('\n',
                File.ReadAllText(Path.Combine(folder, name), System.Text.Encoding.Latin1)
                    .Split('\n').Where(line => !line.TrimStart().StartsWith("\"seconds\":", StringComparison.Ordinal)));
        }
    }
}
