namespace Fulgurite.Sandbox.Azurite;

/// <summary>Where Azurite is installed, keeps its data and listens.</summary>
/// <param name="ToolsFolder">Holds installed tools; may be shared and deleted at will.</param>
/// <param name="DataFolder">Holds the tables, the log and the process id file; one running Azurite each.</param>
/// <param name="Port">On 127.0.0.1.</param>
/// <param name="Time">Paces the waiting.</param>
public sealed record AzuriteOptions(string ToolsFolder, string DataFolder, int Port, TimeProvider Time)
{
    /// <summary>What Azurite prints.</summary>
    internal string LogFile => Path.Combine(DataFolder, "azurite.log");

    /// <summary>Names the running process.</summary>
    internal string PidFile => Path.Combine(DataFolder, "azurite.pid");
}
