using System.Text.Json;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>A change of a wallet; what is left out stays as it is. The contract knows the name only.</summary>
/// <param name="Name">For people.</param>
/// <param name="Limit">How far below zero it may go, in millisatoshis.</param>
/// <param name="Metadata">All of its notes from then on; null for none.</param>
internal sealed record WalletPatchBody(string? Name = null, long? Limit = null, JsonElement Metadata = default);
