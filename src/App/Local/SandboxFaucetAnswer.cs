namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/faucet</c> answers.</summary>
/// <param name="TransactionId">The transaction on the sandbox chain.</param>
/// <param name="OutputIndex">Which of its outputs pays the address.</param>
/// <param name="Confirmations">How many it has.</param>
internal sealed record SandboxFaucetAnswer(string TransactionId, int OutputIndex, int Confirmations);
