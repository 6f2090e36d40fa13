using Fulgurite.Identity;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>An authenticated call: the engine and the environment that the key opens.</summary>
internal sealed record VoltageCall(HttpContext Context, Engine Engine, EnvironmentId Environment);
