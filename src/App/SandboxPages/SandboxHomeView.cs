namespace Fulgurite.App.SandboxPages;

/// <summary>What a developer needs to make the first call to their sandbox.</summary>
internal sealed record SandboxHomeView
{
    /// <summary>Where the API answers, such as <c>http://localhost:7071</c>; no slash at the end.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Names and ids to copy, in the order to show them: organization, environment, wallet.</summary>
    public required IReadOnlyList<SandboxFact> Facts { get; init; }

    /// <summary>
    /// The keys of the sandbox. Worth nothing elsewhere, yet folded away against shoulders and screenshots.
    /// </summary>
    public required IReadOnlyList<SandboxKey> Keys { get; init; }

    /// <summary>A command that makes the first invoice, ready for a shell.</summary>
    public required string FirstRequest { get; init; }

    /// <summary>
    /// A command that pays an invoice, ready for a shell but for the invoice; null where the node is a real one.
    /// </summary>
    public required string? PayRequest { get; init; }

    /// <summary>The wallet whose deposit form is offered.</summary>
    public required string FormWalletId { get; init; }

    /// <summary>The path of the OpenAPI document.</summary>
    public required string OpenApiPath { get; init; }

    /// <summary>The path that tells whether the app is healthy.</summary>
    public required string HealthPath { get; init; }
}
