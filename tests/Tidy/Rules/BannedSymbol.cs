namespace Fulgurite.Tidy.Rules;

/// <summary>A member of a type that a part of the repository may not use.</summary>
/// <param name="Type">The type's simple name.</param>
/// <param name="Member">The member's name; <c>*</c> for any.</param>
/// <param name="Instead">What to write.</param>
/// <param name="Except">Where it is right: files whose path begins so; null for nowhere.</param>
internal sealed record BannedSymbol(string Type, string Member, string Instead, string? Except = null)
{
    public bool Is(string type, string member) => Type == type && (Member == "*" || Member == member);
}
