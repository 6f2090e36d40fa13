using Fulgurite.Identity;
using Fulgurite.Statements;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>What stands at the head of a statement.</summary>
/// <param name="Organization">Whose wallet it is.</param>
/// <param name="OrganizationName">What it is called.</param>
/// <param name="Wallet">The wallet.</param>
/// <param name="Period">Which days.</param>
/// <param name="GeneratedAt">When it was asked for.</param>
internal sealed record StatementFacts(
    OrganizationId Organization,
    string OrganizationName,
    Wallet Wallet,
    StatementPeriod Period,
    DateTimeOffset GeneratedAt)
{
    /// <summary>Whether the period is over: then the same statement never says anything else.</summary>
    public bool IsComplete => GeneratedAt >= Period.End;
}
