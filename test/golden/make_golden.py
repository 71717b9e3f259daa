"""Trains small iVAEs in PyTorch and writes down what must come out of ours: test/golden/*.json.

Run from the root of the repository, with any PyTorch since 1.8 (Debian: apt install python3-torch):

    python3 test/golden/make_golden.py

Each file holds the options, one batch with its noise, the initial parameters, the loss, every gradient, and for each
optimiser setting the losses before ten steps on that batch and the parameters after them. Everything is computed in single
precision from torch.distributions and torch.optim; nothing is taken from the C# code but the names and shapes of parameters.
"""
import json
import math
import pathlib

import torch
from torch import distributions as D
from torch.nn import functional as F

FOLDER = pathlib.Path(__file__).parent
ACTIVATIONS = {
    "Xtanh": lambda x: torch.tanh(x) + 0.1 * x,
    "LeakyRelu": lambda x: F.leaky_relu(x, 0.2),
    "Silu": F.silu,
}

CASES = {
    "full": dict(
        observed=5, latents=5, levels=4, hidden=[20, 20], activation="Xtanh", covariance="Full", prior="Gaussian",
        conditioner="Table", reads=False, likelihood="Gaussian", noise="Learned"),
    "diagonal": dict(
        observed=4, latents=3, levels=3, hidden=[8, 8], activation="LeakyRelu", covariance="Diagonal", prior="Gaussian",
        conditioner="Network", reads=True, likelihood="Gaussian", noise="LearnedPerColumn"),
    "laplace": dict(
        observed=3, latents=2, levels=3, hidden=[6], activation="Silu", covariance="Full", prior="Laplace",
        conditioner="Table", reads=False, likelihood="Laplace", noise="Learned"),
    "student_bernoulli": dict(
        observed=4, latents=2, levels=2, hidden=[6], activation="Xtanh", covariance="Full", prior="StudentT",
        conditioner="Table", reads=False, likelihood="Bernoulli", noise="Learned"),
    "poisson": dict(
        observed=3, latents=2, levels=2, hidden=[6], activation="Xtanh", covariance="Diagonal", prior="Gaussian",
        conditioner="Table", reads=False, likelihood="Poisson", noise="Learned"),
}

OPTIMISERS = {
    "adam": dict(clip=0.0, decay=0.0),
    "clipped": dict(clip=0.5, decay=0.0),
    "decayed": dict(clip=0.0, decay=0.1),
}


def mlp_shapes(name, columns, levels, hidden, outputs):
    widths = hidden + [outputs]
    shapes = {f"{name}.0.weight": (columns, widths[0])} if columns else {}
    shapes.update({f"{name}.0.table{i}": (m, widths[0]) for i, m in enumerate(levels)})
    shapes[f"{name}.0.bias"] = (1, widths[0])
    for layer in range(1, len(widths)):
        shapes[f"{name}.{layer}.weight"] = (widths[layer - 1], widths[layer])
        shapes[f"{name}.{layer}.bias"] = (1, widths[layer])
    return shapes


def shapes_of(case):
    d, n, m = case["observed"], case["latents"], case["levels"]
    factor = n + (n * (n - 1) // 2 if case["covariance"] == "Full" else 0)
    shapes = {"prior.table": (m, 2 * n)} if case["conditioner"] == "Table" else mlp_shapes("prior", 0, [m], [5], 2 * n)
    shapes.update(mlp_shapes("encoder", d, [m] if case["reads"] else [], case["hidden"], n + factor))
    shapes["encoder.linear"] = (d, n)
    shapes.update(mlp_shapes("decoder", n, [], case["hidden"], d))
    shapes["decoder.linear"] = (n, d)
    if case["likelihood"] in ("Gaussian", "Laplace"):
        shapes["decoder.log_scale"] = (1, d if case["noise"] == "LearnedPerColumn" else 1)
    return shapes


def mlp(p, name, x, codes, activation):
    h = p[f"{name}.0.bias"]
    if x is not None:
        h = h + x @ p[f"{name}.0.weight"]
    if codes is not None:
        h = h + F.one_hot(codes, p[f"{name}.0.table0"].shape[0]).float() @ p[f"{name}.0.table0"]
    layer = 1
    while f"{name}.{layer}.weight" in p:
        h = activation(h) @ p[f"{name}.{layer}.weight"] + p[f"{name}.{layer}.bias"]
        layer += 1
    return h


def loss_of(case, p, x, codes, noise):
    n, activation = case["latents"], ACTIVATIONS[case["activation"]]
    heads = mlp(p, "encoder", x, codes if case["reads"] else None, activation)
    mean = heads[:, :n] + x @ p["encoder.linear"]
    log_diagonal = heads[:, n:2 * n]
    log_scale = p.get("decoder.log_scale")
    if log_scale is not None:
        log_diagonal = log_diagonal + log_scale.mean()
    unit = torch.eye(n).expand(len(x), n, n).clone()
    if case["covariance"] == "Full":
        rows, columns = torch.tril_indices(n, n, -1)
        unit[:, rows, columns] = heads[:, 2 * n:]
    q = D.MultivariateNormal(mean, scale_tril=log_diagonal.exp()[:, :, None] * unit, validate_args=False)
    z = mean + (q.scale_tril @ noise[:, :, None])[:, :, 0]

    if case["conditioner"] == "Table":
        natural = p["prior.table"][codes]
    else:
        natural = mlp(p, "prior", None, codes, activation)
    location, scale = natural[:, :n], natural[:, n:].exp()
    if case["prior"] == "Gaussian":
        prior = D.MultivariateNormal(location, scale_tril=torch.diag_embed(scale), validate_args=False)
        divergence = D.kl_divergence(q, prior)
    else:
        prior = D.Laplace(location, scale) if case["prior"] == "Laplace" else D.StudentT(5.0, location, scale)
        divergence = -q.entropy() - prior.log_prob(z).sum(1)

    f = mlp(p, "decoder", z, None, activation) + z @ p["decoder.linear"]
    likelihood = {
        "Gaussian": lambda: D.Normal(f, log_scale.exp()),
        "Laplace": lambda: D.Laplace(f, log_scale.exp()),
        "Bernoulli": lambda: D.Bernoulli(logits=f),
        "Poisson": lambda: D.Poisson(f.exp()),
    }[case["likelihood"]]()
    return -(likelihood.log_prob(x).sum(1) - divergence).mean()


def numbers(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().flatten().tolist()]


def matrices(tensors):
    return {name: numbers(t) for name, t in tensors.items()}


def make(name, case, seed):
    torch.manual_seed(seed)
    batch = 16
    x = {
        "Bernoulli": lambda: torch.randint(0, 2, (batch, case["observed"])).float(),
        "Poisson": lambda: torch.randint(0, 6, (batch, case["observed"])).float(),
    }.get(case["likelihood"], lambda: torch.randn(batch, case["observed"]))()
    codes = torch.randint(0, case["levels"], (batch,))
    noise = torch.randn(batch, case["latents"])
    initial = {k: torch.randn(s) * (0.3 if "bias" in k or "table" in k else 1 / math.sqrt(s[0])) for k, s in shapes_of(case).items()}
    if "decoder.log_scale" in initial:
        initial["decoder.log_scale"] -= 0.7

    result = dict(
        options=case, x=numbers(x), codes=codes.tolist(), noise=numbers(noise),
        shapes={k: list(s) for k, s in shapes_of(case).items()}, initial=matrices(initial), runs={})
    for optimiser, setting in OPTIMISERS.items():
        p = {k: v.clone().requires_grad_() for k, v in initial.items()}
        adam = torch.optim.AdamW(list(p.values()), lr=0.003, weight_decay=setting["decay"])
        losses = []
        for step in range(10):
            adam.zero_grad()
            loss = loss_of(case, p, x, codes, noise)
            loss.backward()
            losses.append(float(f"{loss.item():.9g}"))
            if step == 0:
                result["gradient"] = {k: numbers(v.grad) for k, v in p.items()}
            if setting["clip"]:
                torch.nn.utils.clip_grad_norm_(list(p.values()), setting["clip"])
            adam.step()
        # The first case is the largest by far; one set of final parameters is enough there.
        final = matrices(p) if optimiser == "adam" or name != "full" else {}
        result["runs"][optimiser] = dict(**setting, losses=losses, final=final)
    text = json.dumps(result, separators=(",", ":")).replace('],"', '],\n"').replace('},"', '},\n"')
    (FOLDER / f"{name}.json").write_text(text + "\n")
    print(name, result["runs"]["adam"]["losses"][0], "->", result["runs"]["adam"]["losses"][-1], f"{len(text) / 1024:.0f} KiB")


if __name__ == "__main__":
    torch.set_num_threads(1)
    for number, (name, case) in enumerate(CASES.items()):
        make(name, case, 1000 + number)
