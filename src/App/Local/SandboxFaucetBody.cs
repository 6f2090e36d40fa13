namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/faucet</c> is asked.</summary>
/// <param name="Address">Whom to pay: any address of regtest.</param>
/// <param name="AmountSats">How much, in satoshis.</param>
/// <param name="Confirmations">How many blocks to mine at once; null for none, so that the payment waits.</param>
internal sealed record SandboxFaucetBody(string? Address, long? AmountSats, int? Confirmations);
