using System.Text.Json.Nodes;

namespace Ivae.Cli;

/// <summary>
/// Named sets of options for <c>ivae fit</c>: layers over the defaults, under everything the user says.
/// </summary>
internal static class FitPresets
{
    public static IReadOnlyDictionary<string, Func<JsonObject>> All { get; } = new Dictionary<string, Func<JsonObject>>
    {
        ["fast"] = Parse("""{ "training": { "steps": 4000 } }"""),
        ["default"] = () => [],
        ["thorough"] = Parse("""{ "training": { "effort": 2.5, "restarts": 4 } }"""),

        // Four clusters out of simulate --preset pinwheel (Mathieu et al. 2019, section 6.3).
        ["pinwheel"] = Parse("""
            {
              "method": {
                "name": "decomposition", "alpha": 10, "beta": 0.1,
                "posterior": { "network": { "initialiser": "xavier" } }
              },
              "prior": { "shape": { "kind": "mixture" } },
              "likelihood": { "network": { "initialiser": "xavier" } },
              "training": { "steps": 3000 }
            }
            """),

        // For simulate --preset pi-vae-discrete and pi-vae-continuous; also a start for spike counts (Zhou and Wei
        // 2020).
        ["pi-vae"] = Parse("""
            {
              "method": "pi-vae", "latent_dimension": 2, "likelihood": { "family": "poisson" },
              "training": { "steps": 5000, "restarts": 4 }
            }
            """),

        // An identifiable flow of neural splines, as Li, Hooi and Lee 2020 ("iFlow"), whose layers are autoregressive;
        // ours are couplings.
        ["iflow"] = Parse("""
            { "method": { "name": "flow", "layers": "spline", "depth": 10, "network": { "hidden_widths": [64, 64] } } }
            """),

        // The model and the training of the paper's published code (Khemakhem et al. 2020, supplement H).
        ["paper"] = Parse("""
            {
              "method": {
                "name": "ivae",
                "posterior": {
                  "covariance": "diagonal", "reads_auxiliary": true, "separate_networks": true,
                  "network": { "hidden_widths": [100, 100], "activation": "xtanh", "initialiser": "xavier" }
                },
                "linear_path": false
              },
              "prior": { "modulates": "scale", "conditioner": "network", "network": { "hidden_widths": [100, 100] } },
              "likelihood": {
                "noise": "fixed", "variance": 0.01,
                "network": { "hidden_widths": [100, 100], "activation": "xtanh", "initialiser": "xavier" }
              },
              "training": {
                "epochs": 20, "batch_size": 64, "learning_rate": 0.01, "schedule": "plateau", "schedule_factor": 0.1
              }
            }
            """),

        // The same with the objective that the published code maximises, a, b, c, d = 100, 1, 0, 10, and its decoder's
        // variance.
        ["authors-objective"] = Parse("""
            {
              "method": {
                "name": "weighted-ivae",
                "posterior": {
                  "covariance": "diagonal", "reads_auxiliary": true, "separate_networks": true,
                  "network": { "hidden_widths": [100, 100], "activation": "xtanh", "initialiser": "xavier" }
                },
                "linear_path": false
              },
              "prior": {
                "modulates": "scale", "conditioner": "network",
                "network": { "hidden_widths": [100, 100], "activation": "xtanh", "initialiser": "xavier" }
              },
              "likelihood": {
                "noise": "fixed", "variance": 0.1,
                "network": { "hidden_widths": [100, 100], "activation": "xtanh", "initialiser": "xavier" }
              },
              "preprocessing": { "scaling": "none" },
              "training": {
                "epochs": 20, "batch_size": 64, "learning_rate": 0.01,
                "schedule": "plateau", "schedule_factor": 0.1, "plateau_patience": 0
              }
            }
            """),

        // The discriminator as published (Kim and Mnih 2018, supplement A).
        ["factor-vae"] = Parse("""
            { "method": { "name": "factor-vae", "layers": 6, "width": 1000, "learning_rate": 0.0001 } }
            """),

        // Time-contrastive learning as published for 5 sources (Hyvärinen and Morioka 2016 and their code), but for the
        // moving average of weights and the warm-up of the classifier.
        ["tcl-published"] = Parse("""
            {
              "method": {
                "name": "tcl", "linear_path": false,
                "features": { "network": { "hidden_widths": [10, 10] }, "maxout_pieces": 2 }
              },
              "training": {
                "batch_size": 512, "optimiser": "momentum", "learning_rate": 0.01, "weight_decay": 0.0001,
                "schedule": "step", "steps": 70000
              }
            }
            """),
    };

    private static Func<JsonObject> Parse(string json) => () => JsonNode.Parse(json)!.AsObject();
}
