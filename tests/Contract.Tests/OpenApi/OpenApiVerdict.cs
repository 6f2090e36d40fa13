namespace Fulgurite.Contracts.OpenApi;

/// <summary>What the validators found; empty lists are good news.</summary>
/// <param name="Document">Against OpenAPI 3.1.</param>
/// <param name="ExamplesChecked">How many examples there were.</param>
/// <param name="Examples">Examples against their schemas.</param>
/// <param name="Answers">Answers against what the document says of their status.</param>
internal sealed record OpenApiVerdict(
    IReadOnlyList<string> Document, int ExamplesChecked, IReadOnlyList<string> Examples, IReadOnlyList<string> Answers);
