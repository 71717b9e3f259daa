using System.Text.Json.Nodes;

namespace Ivae.Methods;

/// <summary>
/// What version 1 of configurations and model files called the options, where all were on one level whatever the
/// method.
/// </summary>
internal static class Version1
{
    private static readonly string[] Flow = ["flow"];
    private static readonly string[] Bounds = ["ivae", "vae"];
    private static readonly string[] Compared = ["gcl", "ice-beem"];
    private static readonly string[] Contrastive = ["tcl", "pcl", .. Compared];
    private static readonly string[] Family =
    [
        .. Bounds, "pi-vae", "weighted-ivae", "beta-vae", "capacity-vae", "beta-tc-vae", "factor-vae", "dip-vae-i",
        "dip-vae-ii", "decomposition",
    ];

    /// <summary>Keys of every method; those without a new name are options no more.</summary>
    private static readonly (string Old, string? New)[] OfAll =
    [
        ("observed", "dataset.observed"),
        ("auxiliary", "dataset.auxiliary"),
        ("segments", "dataset.segments"),
        ("lags", "dataset.lags"),
        ("missing", "dataset.missing"),
        ("header", "dataset.header"),
        ("delimiter", "dataset.delimiter"),
        ("latent", "latent_dimension"),
        ("restarts", "training.restarts"),
        ("epochs", "training.epochs"),
        ("batch", "training.batch_size"),
        ("held_out", "training.held_out"),
        ("training.return_patience", "training.rollback_patience"),
        ("scaling", "preprocessing.scaling"),
        ("clip_at", "preprocessing.clip_at"),
        ("prior.shape.spike_weight", null),
    ];

    /// <summary>Keys of some methods, which are now options of these; the first that fits holds.</summary>
    private static readonly (string Old, string New, string[] Methods)[] OfSome =
    [
        ("flow", "", Flow),
        ("constraint", "reconstruction_weight", Flow),
        ("simpler_prior", "simpler_prior", Flow),
        ("posterior.network", "free_form_encoder", Flow),
        ("posterior", "posterior", Family),
        ("linear_path", "linear_path", [.. Flow, .. Family, .. Contrastive]),
        ("importance_samples", "importance_samples", Bounds),
        ("weighted_ivae.a", "reconstruction", ["weighted-ivae"]),
        ("weighted_ivae.b", "mutual_information", ["weighted-ivae"]),
        ("weighted_ivae.c", "total_correlation", ["weighted-ivae"]),
        ("weighted_ivae.d", "dimension_wise_kl", ["weighted-ivae"]),
        ("weighted_ivae", "", ["weighted-ivae"]),
        ("capacity_vae.rise", "annealing_fraction", ["capacity-vae"]),
        ("capacity_vae", "", ["capacity-vae"]),
        ("beta_vae", "", ["beta-vae"]),
        ("beta_tc_vae", "", ["beta-tc-vae"]),
        ("factor_vae", "", ["factor-vae"]),
        ("dip_vae_i", "", ["dip-vae-i"]),
        ("dip_vae_ii", "", ["dip-vae-ii"]),
        ("decomposition", "", ["decomposition"]),
        ("features.comparison", "comparison", Compared),
        ("features.network", "features.network", Contrastive),
        ("features.maxout_pieces", "features.maxout_pieces", Contrastive),
        ("features.noise_level", "", []),
        ("features.contrast", "", []),
    ];

    /// <summary>Whether a key is one of version 1, or a group of such, that has another name now.</summary>
    public static bool Has(string key) =>
        OfAll.Any(row => row.Old == key) || OfSome.Any(row => IsIn(key, row.Old) || IsIn(row.Old, key));

    /// <summary>The present keys of one of version 1; none where the method ignores it.</summary>
    /// <param name="old">A dotted key for which <see cref="Has"/>.</param>
    /// <param name="method">Name of the method.</param>
    public static IReadOnlyList<string> Keys(string old, string method)
    {
        if (OfAll.FirstOrDefault(row => row.Old == old) is { Old: not null } row)
            return row.New is null ? [] : [row.New];
        return method == AutoMethod.Automatic.Name
            ? [.. Within("flow", "method.flow"), .. Within("ivae", "method.ivae")]
            : [.. Within(method, "method")];

        IEnumerable<string> Within(string name, string branch) =>
            from found in OfSome.Where(row => IsIn(old, row.Old) && row.Methods.Contains(name)).Take(1)
            select string.Join('.', new[] { branch, found.New, old[found.Old.Length..].TrimStart('.') }
                .Where(part => part.Length > 0));
    }

    /// <summary>The options of a model file of version 1 as they are written now.</summary>
    public static JsonObject Options(JsonObject old)
    {
        var method = (string)old["method"]!;
        var options = new JsonObject { ["method"] = new JsonObject { [MethodConverter.Name] = method } };
        foreach (var (key, value) in Leaves(old, ""))
            foreach (var present in key == "method" ? [] : Has(key) ? Keys(key, method) : [key])
                Put(options, present.Split('.'), value?.DeepClone());
        return options;
    }

    /// <summary>
    /// A configuration, in which what version 1 chose by itself is said where the choice is another one now: "auto"
    /// took a flow of rising maps with normal latents. One that is not of version 1 stays as it is.
    /// </summary>
    public static JsonObject Completed(JsonObject config)
    {
        if (config["flow"] is not JsonObject || (string?)config["method"] != AutoMethod.Automatic.Name)
            return config;
        var completed = config.DeepClone().AsObject();
        completed["flow"]!["layers"] ??= "gaussianization";
        Put(completed, ["prior", "free_shape"], false);
        return completed;
    }

    private static bool IsIn(string key, string branch) =>
        key == branch || key.StartsWith(branch + '.', StringComparison.Ordinal);

    private static IEnumerable<(string Key, JsonNode? Value)> Leaves(JsonObject branch, string prefix) =>
        branch.SelectMany(property => property.Value is JsonObject inner
            ? Leaves(inner, prefix + property.Key + ".")
            : [(prefix + property.Key, property.Value)]);

    private static void Put(JsonObject branch, string[] path, JsonNode? value)
    {
        foreach (var part in path[..^1])
            branch = (branch[part] ??= new JsonObject()).AsObject();
        branch[path[^1]] = value;
    }
}
