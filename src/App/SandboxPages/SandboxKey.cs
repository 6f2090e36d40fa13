namespace Fulgurite.App.SandboxPages;

/// <summary>A key of the sandbox.</summary>
/// <param name="Name">What it opens, such as <c>AlphaPo API</c>.</param>
/// <param name="PublicPart">What may be seen: the key's id or public key; null when there is none.</param>
/// <param name="Secret">What stays folded away.</param>
internal sealed record SandboxKey(string Name, string? PublicPart, string Secret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"SandboxKey {Name}";
}
