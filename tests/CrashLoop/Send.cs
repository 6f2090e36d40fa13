using System.Text.Json.Nodes;

namespace Fulgurite.CrashLoop;

/// <summary>A payment that a client ordered, and what it was told.</summary>
/// <param name="Id">Chosen by the client.</param>
/// <param name="PaymentRequest">Of the sandbox's payee.</param>
/// <param name="Hash">The payment hash, hex.</param>
/// <param name="AmountMsat">What the payee is to get.</param>
/// <param name="Plan">How the payee lets it end: settle, fail or hold.</param>
internal sealed record Send(string Id, string PaymentRequest, string Hash, long AmountMsat, string Plan)
{
    /// <summary>True once it was answered 202.</summary>
    public volatile bool IsOrdered;

    /// <summary>True once it was refused: it must never exist.</summary>
    public volatile bool IsRefused;

    /// <summary>True where another payment of the same invoice was ordered.</summary>
    public volatile bool HasRival;

    /// <summary>The first answer that showed it final.</summary>
    public volatile JsonNode? Final;
}
